using System.Text.RegularExpressions;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.Catalogue.Files;

/// <summary>What columns of a catalogue file can hold, under the names that shop systems and people give them.</summary>
internal static partial class ListingFields
{
    public const string Kind = "listings";
    public const int Options = 5;

    public const string Gtin = "gtin";
    public const string Sku = "sku";
    public const string Title = "title";
    public const string Listing = "listing_id";
    public const string Variation = "variation_id";
    public const string Price = "price";
    public const string Currency = "currency";
    public const string Quantity = "quantity";
    public const string Brand = "brand";
    public const string Category = "category";
    public const string Description = "description";
    public const string Images = "images";
    public const string VariationImage = "variation_image";
    public const string Mpn = "mpn";
    public const string Status = "status";
    public const string Components = "components";

    /// <summary>Those that are told by their cells first: a barcode number could be a SKU as well.</summary>
    public static IReadOnlyList<FileField> All { get; } =
    [
        new(Gtin, "Barcode", ["EAN", "UPC", "ISBN", "Barcode number", "Variant barcode", "EAN13", "EAN code", "GTIN, UPC, EAN, or ISBN", "Strichcode", "Code-barres", "Código de barras"],
            text => text.Count(char.IsAsciiDigit) > 6, text => Catalogue.Gtin.Normalise(text) is not null),
        new(Images, "Pictures", ["Image", "Image src", "Image URL", "Picture", "Photo", "Bild", "Bilder", "Foto", "Gambar"], text => Address().IsMatch(text), text => Address().IsMatch(text)),
        new(VariationImage, "Picture of the variation", ["Variant image", "Variation image"], text => Address().IsMatch(text)),
        new(Price, "Price", ["Variant price", "Regular price", "Unit price", "Selling price", "Sale price", "Retail price", "Preis", "Verkaufspreis", "VK", "Prix", "Precio", "Prezzo", "Preço", "Harga", "Giá", "价格"],
            IsNumber, text => Decimals().IsMatch(text)),
        new(Sku, "SKU", ["Seller SKU", "Variant SKU", "Item number", "Item no", "Item code", "Article number", "Article no", "Article", "Product code", "Stock code", "Part number", "Code", "Artikelnummer", "Artikelnr", "ArtNr", "Bestellnummer", "Référence", "Ref", "Código", "Referencia", "Kode SKU", "Kode barang", "Mã hàng", "货号", "品番"],
            text => text.Length <= 60 && !Address().IsMatch(text)),
        new(Title, "Title", ["Name", "Product", "Product name", "Product title", "Item", "Item name", "Bezeichnung", "Artikelbezeichnung", "Produkt", "Produktname", "Titel", "Nom", "Nom du produit", "Titre", "Désignation", "Nombre", "Producto", "Título", "Nome", "Nama", "Nama produk", "Tên sản phẩm", "商品名", "商品名称"],
            text => text.Any(char.IsLetter) && !Address().IsMatch(text)),
        new(Listing, "Listing (rows with the same are one)", ["Handle", "Parent", "Parent SKU", "Parent ID", "Group", "Group ID", "Style", "Style number", "Elternartikel", "Vaterartikel", "Gruppe"]),
        new(Variation, "Variation id", []),
        new(Currency, "Currency", ["Währung", "Devise", "Moneda", "Mata uang"], text => text.Length == 3),
        new(Quantity, "Opening quantity", ["Qty", "Stock", "On hand", "Inventory", "Pieces", "In stock", "Variant inventory qty", "Menge", "Bestand", "Lagerbestand", "Stückzahl", "Anzahl", "Quantité", "Cantidad", "Existencias", "Quantità", "Stok", "Jumlah", "Số lượng", "数量", "库存"],
            IsNumber),
        new(Brand, "Brand", ["Vendor", "Manufacturer", "Marke", "Hersteller", "Marque", "Marca", "Merek"]),
        new(Category, "Category", ["Categories", "Type", "Product type", "Product category", "Kategorie", "Warengruppe", "Catégorie", "Categoría", "Kategori"]),
        new(Description, "Description", ["Body (HTML)", "Long description", "Details", "Text", "Beschreibung", "Langtext", "Descripción", "Descrizione", "Deskripsi"]),
        new(Mpn, "MPN", ["Manufacturer part number", "Herstellernummer"]),
        new(Status, "Status", ["Published", "Active", "Aktiv"]),
        new(Components, "Made of", ["Bundle", "Kit", "Bestandteile", "Composition"]),
        .. Enumerable.Range(1, Options).SelectMany(Option),
    ];

    public static bool IsName(string text) => text.Length > 0 && All.Any(f => f.Keys.Contains(SheetRow.Key(text)));

    public static string OptionName(int number) => $"option{number}_name";

    public static string OptionValue(int number) => $"option{number}";

    private static IEnumerable<FileField> Option(int number)
    {
        string[][] usual = [["Size", "Größe", "Taille", "Talla", "Ukuran"], ["Colour", "Color", "Farbe", "Couleur", "Warna"], ["Material", "Flavour", "Flavor", "Scent"], [], []];
        yield return new FileField(OptionName(number), $"Option {number}: its name", [$"Option {number} name", $"Attribute {number} name"]);
        yield return new FileField(OptionValue(number), $"Option {number}", [$"Option {number} value", $"Attribute {number} value", $"Attribute {number} value(s)", .. usual[number - 1]]);
    }

    private static bool IsNumber(string text) => SheetNumber.TryRead(text, decimalComma: false, out _) || SheetNumber.TryRead(text, decimalComma: true, out _);

    [GeneratedRegex(@"^\D{0,4}\d[\d.,' ]*[.,]\d{2}\D{0,4}$")]
    private static partial Regex Decimals();

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
