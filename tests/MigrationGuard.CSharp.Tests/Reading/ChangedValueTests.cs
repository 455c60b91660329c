namespace MigrationGuard.CSharp.Tests.Reading;

/// <summary>A value is known only as long as nobody may have changed it.</summary>
public sealed class ChangedValueTests
{
    [TestCase("var l = new List<string>(); Company.Fill(l); foreach (var t in l) Delete.Table(t);", TestName = "A list given away")]
    [TestCase("var l = new List<string>(); var same = l; same.Add(\"a\"); foreach (var t in l) Delete.Table(t);", TestName = "A list with two names")]
    [TestCase("var l = new List<string>(); l.Insert(0, \"a\"); foreach (var t in l) Delete.Table(t);", TestName = "A list with an insertion")]
    [TestCase("var l = new HashSet<string>(); l.UnionWith(Company.Names()); foreach (var t in l) Delete.Table(t);", TestName = "A set united")]
    [TestCase("var l = new Queue<string>(); l.Enqueue(Company.Name()); while (l.Count > 0) Delete.Table(l.Dequeue());", TestName = "A queue")]
    [TestCase("var l = new List<string>(); l.AddRange(Company.Names()); if (l.Count > 0) Delete.Table(\"t\");", TestName = "A list with an unknown range")]
    [TestCase("var l = new List<string>(); l.AddRange(Company.Names()); if (l.Any()) Delete.Table(\"t\");", TestName = "A list asked for any")]
    [TestCase("var l = new List<string>(); foreach (var n in Company.Names()) l.Add(n); foreach (var t in l) Delete.Table(t);", TestName = "A list filled in a loop")]
    [TestCase("var l = new List<string>(); void Note(string n) => l.Add(n); foreach (var n in Company.Names()) { if (l.Count > 0) Delete.Table(n); Note(n); }", TestName = "A list filled in a loop by a function")]
    [TestCase("var l = new System.Collections.Generic.List<string>(); l.Add(Company.Name()); foreach (var t in l) Delete.Table(t);", TestName = "A list with a long type name")]
    [TestCase("var l = new HashSet<string>(new[] { \"a\", \"a\" }); if (l.Count == 1) Delete.Table(\"t\");", TestName = "A set without repetitions")]
    [TestCase("if (new[] { \"a\", \"a\" }.Distinct().Count() == 1) Delete.Table(\"t\");", TestName = "A list without repetitions")]
    [TestCase("var l = new List<string> { \"a\" }; l.Remove(\"a\"); if (l.Count == 0) Delete.Table(\"t\");", TestName = "A list with a removal")]
    [TestCase("var l = new List<string>(Company.Names()) { \"a\" }; if (l.Count > 1) Delete.Table(\"t\");", TestName = "A list that begins with others")]
    [TestCase("foreach (var t in new List<string>(_names)) Delete.Table(t);", TestName = "A copy of a field")]
    [TestCase("foreach (var t in _names) Delete.Table(t);", TestName = "A field filled by the constructor")]
    [TestCase("foreach (var t in _shared) Delete.Table(t);", TestName = "A field filled by a method")]
    [TestCase("Fill(); if (_count > 0) Delete.Table(\"t\");", TestName = "A number counted by a method")]
    [TestCase("if (_on) Delete.Table(\"t\");", TestName = "A field set by the constructor")]
    [TestCase("if (On) Delete.Table(\"t\");", TestName = "A property set by the constructor")]
    [TestCase("if (_both) Delete.Table(\"t\");", TestName = "A field set with another")]
    [TestCase("Company.Set(ref _given); if (_given) Delete.Table(\"t\");", TestName = "A field given by reference")]
    [TestCase("Names.All.Add(\"a\"); foreach (var t in Names.All) Delete.Table(t);", TestName = "A list of another class")]
    [TestCase("Company.Fill(Names.All); foreach (var t in Names.All) Delete.Table(t);", TestName = "A list of another class given away")]
    public void Lists_and_fields_that_may_have_changed_are_not_known(string statements)
        => Assert.That(Reads.Calls(Reads.Fluent(statements, """
            private readonly List<string> _names = new();
            private static List<string> _shared = new List<string>();
            private int _count = 0;
            private readonly bool _on = false;
            private bool _both = false, _given = false;
            private bool On { get; } = false;
            public M() { _names.Add(Company.Name()); _on = Company.On(); On = Company.On(); (_both, _) = Company.Two(); }
            private void Fill() { _shared.Add("a"); _count++; }
            """), "static class Names { public static readonly List<string> All = new(); }"), Does.Contain("Delete.Table"));

    [TestCase("var a = new[] { false }; a[0] = true; if (a[0]) Delete.Table(\"t\");", TestName = "An array")]
    [TestCase("var a = new[] { false }; a[Company.Index()] = true; if (a[0]) Delete.Table(\"t\");", TestName = "An array at an unknown place")]
    [TestCase("var a = new[] { false }; Array.Fill(a, true); if (a[0]) Delete.Table(\"t\");", TestName = "An array that is filled")]
    [TestCase("var a = new[] { false }; (a[0], _) = (Company.On(), 1); if (a[0]) Delete.Table(\"t\");", TestName = "An array that is deconstructed into")]
    [TestCase("var d = new Dictionary<string, string>(); d[\"a\"] = \"t\"; foreach (var (k, v) in d) Delete.Table(v);", TestName = "A dictionary")]
    [TestCase("var d = new Dictionary<string, string>(); d.Add(Company.Name(), \"t\"); foreach (var (k, v) in d) Delete.Table(v);", TestName = "A dictionary that is added to")]
    [TestCase("var d = new Dictionary<string, string>(Company.Names()); foreach (var (k, v) in d) Delete.Table(v);", TestName = "A copy of a dictionary")]
    [TestCase("var o = new Options { Drop = false }; o.Drop = true; if (o.Drop) Delete.Table(\"t\");", TestName = "An object")]
    [TestCase("var o = new Options { Drop = false }; Company.Fill(o); if (o.Drop) Delete.Table(\"t\");", TestName = "An object given away")]
    [TestCase("var o = new Options { Drop = false }; var p = o; p.Drop = Company.On(); if (o.Drop) Delete.Table(\"t\");", TestName = "An object with two names")]
    [TestCase("var o = new Options { Drop = false }; o.Set(); if (o.Drop) Delete.Table(\"t\");", TestName = "An object that changes itself")]
    [TestCase("var o = new Holder(false); o.Set(); if (o.Drop) Delete.Table(\"t\");", TestName = "An object that changes what it was given")]
    [TestCase("var o = new Holder(false); if (o.Later) Delete.Table(\"t\");", TestName = "An object whose constructor decides")]
    [TestCase("var s = new StringBuilder(\"x\"); Company.Write(s); if (s.ToString() != \"x\") Delete.Table(\"t\");", TestName = "A text that is built by others")]
    [TestCase("var s = new StringBuilder(\"x\"); if (Company.On()) { s.Clear(); } if (s.ToString() == \"\") Delete.Table(\"t\");", TestName = "A text that may be emptied")]
    [TestCase("var drop = false; Company.Find(out drop); if (drop) Delete.Table(\"t\");", TestName = "An out argument")]
    [TestCase("var drop = false; Company.Find(ref drop); if (drop) Delete.Table(\"t\");", TestName = "A ref argument")]
    [TestCase("var drop = false; Find(out drop); if (drop) Delete.Table(\"t\");", TestName = "An out argument of an own method")]
    [TestCase("var drop = false; Company.Do(() => drop = Company.On()); if (drop) Delete.Table(\"t\");", TestName = "A variable of a function given away")]
    [TestCase("var drop = false; Company.Do(() => drop = true); drop = false; Company.Run(); if (drop) Delete.Table(\"t\");", TestName = "A variable of a function that is run later")]
    [TestCase("var drop = true; Action off = () => drop = false; if (Company.On()) off(); if (drop) Delete.Table(\"t\");", TestName = "A variable of a function that may be called")]
    [TestCase("var drop = false; switch (Company.Index()) { case 1: drop = true; break; default: break; } if (drop) Delete.Table(\"t\");", TestName = "A variable set in a case")]
    [TestCase("var drop = false; foreach (var n in new[] { 1, 2 }) { if (Company.On()) { drop = true; break; } } if (drop) Delete.Table(\"t\");", TestName = "A variable set before the loop is left")]
    [TestCase("var drop = false; foreach (var n in Company.Names()) { if (drop) Delete.Table(\"t\"); drop = true; continue; }", TestName = "A variable set before the next turn")]
    [TestCase("var drop = false; do { if (drop) Delete.Table(\"t\"); Action on = () => drop = true; on(); } while (Company.On());", TestName = "A variable set in a turn by a function")]
    [TestCase("var drop = false; if (Company.On() && (drop = true)) { } if (drop) Delete.Table(\"t\");", TestName = "A variable set behind and")]
    [TestCase("string name = \"a\"; name ??= (Company.Name()); object o = null; if (string.IsNullOrEmpty(\" \")) { } else Delete.Table(\"t\");", TestName = "A blank is not empty")]
    [TestCase("var way = Company.Way(); if (\"A\".Equals(\"a\", way)) Delete.Table(\"t\");", TestName = "An unknown way to compare")]
    [TestCase("if (\"xA\".Replace(\"a\", \"\", StringComparison.OrdinalIgnoreCase) == \"x\") Delete.Table(\"t\");", TestName = "Replacing without regard to case")]
    [TestCase("if (\"aba\".IndexOf(\"a\", 1) == 2) Delete.Table(\"t\");", TestName = "Searching from a place")]
    [TestCase("int x = default; if (x == 0) Delete.Table(\"t\");", TestName = "A default number")]
    [TestCase("if (Kind.A == Kind.B) Delete.Table(\"t\");", TestName = "Two names of a number")]
    [TestCase("var drop = true; try { Company.Do(); drop = false; } catch { } if (drop) Delete.Table(\"t\");", TestName = "A variable set where something may fail")]
    [TestCase("var drop = false; try { drop = true; Company.Do(); drop = false; } catch { if (drop) Delete.Table(\"t\"); }", TestName = "A variable set before something fails")]
    [TestCase("var drop = true; Company.Thing?.Do(drop = false); if (drop) Delete.Table(\"t\");", TestName = "A variable set only where there is something")]
    [TestCase("var drop = false; ref var other = ref drop; other = Company.On(); if (drop) Delete.Table(\"t\");", TestName = "A variable with two names")]
    [TestCase("var drop = false; var thing = new Company.Thing { Done = () => drop = true }; thing.Do(); if (drop) Delete.Table(\"t\");", TestName = "A variable of a function in an object")]
    [TestCase("var drop = false; Company.Done += () => drop = true; Company.Do(); if (drop) Delete.Table(\"t\");", TestName = "A variable of a function that handles an event")]
    [TestCase("Action work = () => { }; work += () => Delete.Table(\"t\"); work();", TestName = "A function of several")]
    [TestCase("var m = this as IOther; if (m == null) Delete.Table(\"t\");", TestName = "A conversion that may fail")]
    public void Objects_and_variables_that_may_have_changed_are_not_known(string statements)
        => Assert.That(Reads.Calls(Reads.Fluent(statements, "static void Find(out bool found) { found = Company.On(); }"), """
            class Options { public bool Drop { get; set; } public void Set() { Drop = true; } }
            class Holder { public bool Drop; public bool Later; public Holder(bool drop) { Drop = drop; Later = drop; if (Company.On()) { Later = true; } } public void Set() { Drop = true; } }
            enum Kind { A = 1, B = 1 }
            """), Does.Contain("Delete.Table"));

    [TestCase("goto run; run: Delete.Table(\"t\");", TestName = "A label")]
    [TestCase("var on = false; again: if (on) Delete.Table(\"t\"); on = true; if (Company.On()) goto again;", TestName = "A way back")]
    [TestCase("switch (1) { case 1: goto case 2; case 2: Delete.Table(\"t\"); break; }", TestName = "Another case")]
    [TestCase("switch (1) { case 1: goto default; default: Delete.Table(\"t\"); break; }", TestName = "The default case")]
    [TestCase("var q = (from n in Company.Names() select Drop(n)).ToList();", TestName = "A query")]
    [TestCase("foreach (var m in from n in Company.Names() let t = n + \"x\" where Drop(t) > 0 select n) { }", TestName = "A query that filters")]
    [TestCase("if (this is Migration { } m) m.Delete.Table(\"t\");", TestName = "A pattern with braces")]
    [TestCase("if (Company.On() && this is Migration m) m.Delete.Table(\"t\");", TestName = "A pattern behind and")]
    [TestCase("switch (this) { case Migration { } m: m.Delete.Table(\"t\"); break; }", TestName = "A pattern of a case")]
    [TestCase("var n = this switch { { } m => Drop(m, \"t\") };", TestName = "A pattern of an expression")]
    [TestCase("if ((this, 1) is (var m, _)) m.Delete.Table(\"t\");", TestName = "A pattern with positions")]
    [TestCase("try { } catch when (Drop(\"t\") > 0) { }", TestName = "A filter of exceptions")]
    [TestCase("var n = Dropped;", TestName = "A property with a body")]
    [TestCase("var n = this[\"t\"];", TestName = "An indexer")]
    [TestCase("Set = \"t\";", TestName = "A property that is set")]
    [TestCase("this[\"t\"] = 1;", TestName = "An indexer that is set")]
    [TestCase("var n = new int[Drop(\"t\")];", TestName = "The size of an array")]
    [TestCase("var n = new { A = 1 } with { A = Drop(\"t\") };", TestName = "A copy with changes")]
    [TestCase("var n = Company.Names()[Drop(\"t\"), 1];", TestName = "Several places")]
    [TestCase("Company.Name()[..Drop(\"t\")].ToString();", TestName = "A range")]
    [TestCase("for (var i = Company.Index(); i < 3; Drop(\"t\")) { }", TestName = "The step of a loop")]
    [TestCase("if (Company.On() || Drop(\"t\") > 0) { }", TestName = "Behind or")]
    public void What_runs_by_another_way_is_seen(string statements)
        => Assert.That(Reads.Calls(Reads.Fluent(statements, """
            int Drop(string t) { Delete.Table(t); return 1; }
            static int Drop(Migration m, string t) { m.Delete.Table(t); return 1; }
            int Dropped { get { Delete.Table("t"); return 1; } }
            string Set { get => "x"; set { Delete.Table(value); } }
            int this[string t] { get { Delete.Table(t); return 1; } set { Delete.Table(t); } }
            """)), Does.Contain("Delete.Table"));

    [Test]
    public void A_long_condition_is_evaluated_to_its_end()
        => Assert.That(Reads.Calls(Reads.Fluent($"if ({string.Concat(Enumerable.Repeat("Company.On() && ", 250))}Drop()) {{ }}", "bool Drop() { Delete.Table(\"t\"); return true; }")), Does.Contain("Delete.Table"));

    [TestCase("var l = new List<string> { \"a\" }; if (Company.On()) return; l.Add(\"b\"); foreach (var t in l) Delete.Table(t);", "?Delete.Table(\"a\")\n?Delete.Table(\"b\")")]
    [TestCase("var l = new List<string>(); Fill(l); foreach (var t in l) Delete.Table(t);", "Delete.Table(\"a\")")]
    [TestCase("var l = new List<string>(); foreach (var t in new[] { \"a\", \"b\" }) l.Add(t + \"x\"); foreach (var t in l) Delete.Table(t);", "Delete.Table(\"ax\")\nDelete.Table(\"bx\")")]
    [TestCase("var l = new List<string>(); l.Add(\"a\"); Create.Index(\"i\").OnTable(string.Join(\",\", l)); l.Clear(); foreach (var t in l) Delete.Table(t);", "Create.Index(\"i\").OnTable(\"a\")")]
    [TestCase("var d = new Dictionary<string, string>(); d[\"a\"] = \"t\"; d.Add(\"b\", \"u\"); foreach (var (k, v) in d) Delete.Table(v);", "Delete.Table(\"t\")\nDelete.Table(\"u\")")]
    [TestCase("var s = new StringBuilder(); s.Append(\"a\"); if (Company.On()) return; s.Append(\"b\"); Delete.Table(s.ToString());", "?Delete.Table(\"ab\")")]
    [TestCase("var a = new[] { \"a\", \"b\" }; a[1] = \"c\"; foreach (var t in a) Delete.Table(t);", "Delete.Table(\"a\")\nDelete.Table(\"c\")")]
    [TestCase("foreach (var t in Tables) Delete.Table(t); foreach (var t in Tables) Delete.Table(t + _suffix);", "Delete.Table(\"a\")\nDelete.Table(\"b\")\nDelete.Table(\"ax\")\nDelete.Table(\"bx\")")]
    [TestCase("Delete.Table(new T { Name = \"a\" }.Name);", "Delete.Table(\"a\")")]
    [TestCase("Company.Log(Kind); Delete.Table(\"a\");", "Delete.Table(\"a\")")]
    [TestCase("var t = Create.Table(\"a\"); for (var i = 0; i < 200; i++) t.WithColumn(\"c\" + i);", "Create.Table(\"a\").WithColumn(\"c‹i›\")")]
    public void What_nobody_changes_stays_known(string statements, string expected)
        => Assert.That(Reads.Calls(Reads.Fluent(statements, """
            private static readonly string[] Tables = { "a", "b" };
            private string _suffix = "x";
            private string Kind { get { var type = GetType(); return Company.NameOf(type); } }
            static void Fill(List<string> l) { l.Add("a"); }
            """), "class T { public string Name { get; set; } }"), Is.EqualTo(expected));

    [Test]
    public void Many_fields_are_read_in_little_time()
    {
        var statements = string.Concat(Enumerable.Range(0, 2000).Select(i => FormattableString.Invariant($"Delete.Table(_f{i});\n")));
        var members = string.Concat(Enumerable.Range(0, 2000).Select(i => FormattableString.Invariant($"private string _f{i} = \"t{i}\";\n")));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(Reads.Calls(Reads.Fluent(statements, members)), Does.EndWith("Delete.Table(\"t1999\")"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }
}
