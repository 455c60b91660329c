namespace FluentMigrator.Model;

public enum Algorithm
{
    BTree = 0,
    Hash = 1,
    Gist = 2,
    Spgist = 3,
    Gin = 4,
    Brin = 5,
}

public enum NullSort
{
    First = 0,
    Last = 1,
}
