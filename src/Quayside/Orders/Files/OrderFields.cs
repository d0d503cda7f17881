using Quayside.Hosting.Spreadsheets;

namespace Quayside.Orders.Files;

/// <summary>What columns of a file of orders can hold, under the names that shop systems and people give them.</summary>
internal static class OrderFields
{
    public const string Kind = "orders";

    public const string Number = "number";
    public const string Sku = "sku";
    public const string Quantity = "quantity";
    public const string Price = "unit_price";
    public const string Title = "title";
    public const string PlacedAt = "placed_at";
    public const string Paid = "paid";
    public const string Shipping = "shipping";
    public const string Discount = "discount";
    public const string Tax = "tax";
    public const string Currency = "currency";
    public const string BuyerName = "buyer_name";
    public const string BuyerEmail = "buyer_email";
    public const string BuyerPhone = "buyer_phone";
    public const string Recipient = "ship_name";
    public const string Company = "company";
    public const string Line1 = "line1";
    public const string Line2 = "line2";
    public const string Postcode = "postcode";
    public const string City = "city";
    public const string Region = "region";
    public const string Country = "country";
    public const string Note = "note";

    public static IReadOnlyList<FileField> All { get; } =
    [
        new(Number, "Order number (rows with the same are one order)", ["Order", "Order no", "Order id", "Order number", "Order name", "Reference", "Bestellnummer", "Auftragsnummer", "Auftrag", "Commande", "Pedido", "Nomor pesanan", "订单号"]),
        new(Sku, "SKU", ["Seller SKU", "Lineitem sku", "Item number", "Item no", "Item code", "Article", "Article number", "Product code", "Code", "Artikelnummer", "ArtNr", "Référence", "货号"]),
        new(Quantity, "Pieces", ["Qty", "Lineitem quantity", "Ordered", "Menge", "Anzahl", "Stück", "Quantité", "Cantidad", "Jumlah", "数量"], IsNumber),
        new(Price, "Price of one", ["Price", "Unit price", "Lineitem price", "Each", "Preis", "Einzelpreis", "Stückpreis", "Prix", "Prix unitaire", "Precio", "Harga", "价格"], IsNumber),
        new(Title, "Title", ["Product", "Product name", "Item", "Item name", "Lineitem name", "Artikel", "Bezeichnung", "Produit", "Producto", "Nama produk", "商品名称"]),
        new(PlacedAt, "Placed at", ["Date", "Order date", "Created at", "Placed", "Ordered at", "Datum", "Bestelldatum", "Fecha", "Tanggal", "日期"], OrderDate.LooksLike, OrderDate.LooksLike),
        new(Paid, "Paid", ["Is paid", "Payment", "Payment status", "Financial status", "Bezahlt", "Payé", "Pagado"]),
        new(Shipping, "Shipping costs", ["Shipping", "Shipping cost", "Postage", "Delivery", "Freight", "Versand", "Versandkosten", "Frais de port", "Envío", "Ongkir"], IsNumber),
        new(Discount, "Discount", ["Discount amount", "Rabatt", "Remise", "Descuento", "Diskon"], IsNumber),
        new(Tax, "Tax on top", ["Taxes", "VAT", "GST", "MwSt", "Steuer", "TVA", "IVA", "Pajak"], IsNumber),
        new(Currency, "Currency", ["Währung", "Devise", "Moneda", "Mata uang"], text => text.Length == 3),
        new(BuyerName, "Buyer", ["Buyer name", "Customer", "Customer name", "Name", "Billing name", "Kunde", "Kundenname", "Käufer", "Client", "Cliente", "Pembeli", "买家"]),
        new(BuyerEmail, "E-mail", ["Email", "Mail", "Customer email", "E-Mail-Adresse", "Courriel", "Correo"], IsAddress, IsAddress),
        new(BuyerPhone, "Phone", ["Phone number", "Telephone", "Mobile", "Billing phone", "Telefon", "Handy", "Téléphone", "Teléfono", "Telepon", "电话"], text => text.Count(char.IsAsciiDigit) >= 5),
        new(Recipient, "Ships to: name", ["Recipient", "Shipping name", "Ship to", "Empfänger", "Destinataire", "Destinatario", "Penerima"]),
        new(Company, "Ships to: company", ["Shipping company", "Firma", "Société", "Empresa"]),
        new(Line1, "Ships to: street", ["Address", "Address 1", "Street", "Shipping address1", "Shipping street", "Straße", "Strasse", "Adresse", "Dirección", "Alamat", "地址"]),
        new(Line2, "Ships to: more", ["Address 2", "Shipping address2", "Adresszusatz"]),
        new(Postcode, "Ships to: postcode", ["Zip", "Postal code", "Shipping zip", "PLZ", "Postleitzahl", "Code postal", "Código postal", "Kode pos", "邮编"]),
        new(City, "Ships to: city", ["Town", "Shipping city", "Ort", "Stadt", "Ville", "Ciudad", "Kota", "城市"]),
        new(Region, "Ships to: region", ["State", "Province", "Shipping province", "Bundesland", "Région", "Provincia", "Provinsi"]),
        new(Country, "Ships to: country", ["Country code", "Shipping country", "Land", "Pays", "País", "Negara", "国家"], text => text.Length == 2),
        new(Note, "Note", ["Notes", "Remark", "Comment", "Bemerkung", "Notiz", "Remarque", "Nota", "Catatan", "备注"]),
    ];

    /// <summary>Numbers, by which it is told how the file writes them.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [Quantity, Price, Shipping, Discount, Tax];

    public static bool IsName(string text) => text.Length > 0 && All.Any(f => f.Keys.Contains(SheetRow.Key(text)));

    private static bool IsNumber(string text) => SheetNumber.TryRead(text, decimalComma: false, out _) || SheetNumber.TryRead(text, decimalComma: true, out _);

    private static bool IsAddress(string text) => text.Contains('@', StringComparison.Ordinal);
}
