using Quayside.Organisations;

namespace Quayside.Catalogue.Files;

/// <summary>How a store's files of one kind are laid out, as a person last said: the next file is understood the same way.</summary>
public sealed class FileLayout : IBelongToOrganisation
{
    public required long StoreId { get; init; }

    /// <summary>What the files hold, such as "listings" or "orders".</summary>
    public required string Kind { get; init; }

    public required long OrganisationId { get; init; }

    /// <summary>Fields by headers, both as keys; an empty field is a column that is not taken.</summary>
    public required Dictionary<string, string> Columns { get; set; }

    /// <summary>Whether numbers are written 1.234,50; null where nobody said.</summary>
    public bool? DecimalComma { get; set; }
}
