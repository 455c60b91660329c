namespace FluentMigrator.Builder.SecurityLabel.Provider;

public class AnonSecurityLabelBuilder : SecurityLabelSyntaxBuilderBase
{
    public override string ProviderName => throw null;

    public AnonSecurityLabelBuilder MaskedWithValue(string value) => throw null;

    public AnonSecurityLabelBuilder MaskedWithFunction(string functionCall) => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeFirstName() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeLastName() => throw null;

    public AnonSecurityLabelBuilder MaskedWithDummyLastName() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeEmail() => throw null;

    public AnonSecurityLabelBuilder MaskedWithPseudoEmail(string usernameColumn) => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeCompany() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeCity() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeCountry() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeAddress() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakePhone() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeIban() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeSiret() => throw null;

    public AnonSecurityLabelBuilder MaskedWithFakeSiren() => throw null;

    public AnonSecurityLabelBuilder MaskedWithRandomString(int length = 12) => throw null;

    public AnonSecurityLabelBuilder MaskedWithRandomInt() => throw null;

    public AnonSecurityLabelBuilder MaskedWithRandomInt(int min, int max) => throw null;

    public AnonSecurityLabelBuilder MaskedWithRandomDate() => throw null;

    public AnonSecurityLabelBuilder MaskedWithRandomDateBetween(string startDate, string endDate) => throw null;

    public AnonSecurityLabelBuilder MaskedWithPartialScrambling(int prefix, char padding, int suffix) => throw null;

    public AnonSecurityLabelBuilder Masked() => throw null;
}
