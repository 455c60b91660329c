using MigrationGuard.Databases;
using MigrationGuard.Rules;
using MigrationGuard.TestKit.Docs;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules;

public sealed class CatalogTests
{
    private static IReadOnlyList<RuleInfo> Rules { get; } = [.. RuleCatalog.All.Select(rule => rule.Info)];

    private static IReadOnlyList<CatalogueRow> Rows { get; } = CatalogueRow.All();

    [Test]
    public void Every_rule_of_the_assembly_is_in_the_catalog()
    {
        var types = typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract);
        Assert.That(RuleCatalog.All.Select(rule => rule.GetType()), Is.EquivalentTo(types));
    }

    [Test]
    public void Ids_are_unique_well_formed_and_in_order()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Rules.Select(rule => rule.Id), Is.Unique.And.Ordered);
            Assert.That(Rules.Select(rule => rule.Id), Is.All.Match("^MG[0-9]{4}$"));
            Assert.That(Rules.Select(rule => rule.Name), Is.Unique);
        });
    }

    [TestCaseSource(nameof(Rules))]
    public void A_rule_is_named_like_its_class(RuleInfo rule) => Assert.That(RuleCatalog.Find(rule.Id)!.GetType().Name, Is.EqualTo(rule.Name));

    [TestCaseSource(nameof(Rules))]
    public void The_sentences_of_a_rule_have_no_full_stop(RuleInfo rule)
        => Assert.That(new[] { rule.Title, rule.When, rule.Effect, rule.Instead }, Is.All.Matches<string>(text => text.Length > 0 && !text.EndsWith('.')));

    [TestCaseSource(nameof(Rules))]
    public void Nothing_about_SqlServer_alone_claims_to_be_measured(RuleInfo rule)
        => Assert.That(rule.Databases == DatabaseKinds.SqlServer && rule.Confidence == Confidence.Measured, Is.False);

    [TestCaseSource(nameof(Rules))]
    public void A_sentence_that_is_chosen_case_by_case_has_a_general_form(RuleInfo rule)
        => Assert.That(new[] { rule.EffectInGeneral ?? rule.Effect, rule.InsteadInGeneral ?? rule.Instead }, Is.All.Not.Match(@"^\{[a-z]+\}$"));

    [TestCaseSource(nameof(Rules))]
    public void A_rule_names_its_sources(RuleInfo rule) => Assert.That(rule.Sources, Is.Not.Empty);

    /// <summary>Rules about servers that no test has: releases with a defect that was mended.</summary>
    private static readonly string[] WithoutServer = ["MG0659"];

    private static IReadOnlyList<RuleInfo> RulesAboutSql { get; } = [.. Rules.Where(rule => rule.Evidence != Evidence.Configuration && !WithoutServer.Contains(rule.Id))];

    [TestCaseSource(nameof(RulesAboutSql))]
    public void A_rule_about_sql_has_a_bad_and_a_good_sample(RuleInfo rule)
        => Assert.That(RuleSample.All().Where(s => s.RuleId == rule.Id).Select(s => s.IsBad).Distinct(), Is.EquivalentTo(new[] { true, false }));

    [Test]
    public void Every_sample_belongs_to_a_rule() => Assert.That(RuleSample.All().Select(s => s.RuleId).Distinct(), Is.SubsetOf(Rules.Select(rule => rule.Id)));

    [Test]
    public void Rules_name_only_rows_that_the_catalogue_has()
        => Assert.That(Rules.SelectMany(rule => rule.Catalogue).Distinct(), Is.SubsetOf(Rows.Select(row => row.Id)));

    [Test]
    public void Every_row_of_the_danger_catalogue_is_answered_by_a_rule_or_left_out_with_a_reason()
    {
        var wrong = Rows.Where(row => Rules.Any(rule => rule.Catalogue.Contains(row.Id)) != (row.LeftOut.Length == 0));
        Assert.That(wrong.Select(row => row.Id), Is.Empty, "neither answered nor left out, or both");
    }
}
