using Microsoft.EntityFrameworkCore;

namespace MigrationGuard.EntityFrameworkCore.Tests.Parity;

internal sealed class ParityContext(DbContextOptions<ParityContext> options) : DbContext(options);
