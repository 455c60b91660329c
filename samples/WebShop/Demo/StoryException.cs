namespace WebShop.Demo;

/// <summary>Something happened that is not in the story.</summary>
internal sealed class StoryException(string message) : Exception(message);
