using System.CommandLine;

var root = new RootCommand("Finds what makes a schema migration unsafe while two versions of an application share one database.");
return root.Parse(args).Invoke();
