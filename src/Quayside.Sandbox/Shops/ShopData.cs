namespace Quayside.Sandbox;

/// <summary>Everything a practice shop holds. Reads and changes from outside a request go through <see cref="Read"/> and <see cref="Edit"/>.</summary>
public sealed class ShopData
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, PracticeProduct> _products = [];
    private readonly Dictionary<long, PracticeVariation> _variations = [];
    private readonly Dictionary<long, PracticeOrder> _orders = [];
    private List<PracticeVariation>? _flat;
    private long _nextId = 11;
    private long _nextItemId = 1;
    private long _nextMetaId = 1;

    /// <summary>Products by id, trashed ones included.</summary>
    public List<PracticeProduct> Products { get; } = [];

    /// <summary>Orders by id, trashed ones and carts in checkout included.</summary>
    public List<PracticeOrder> Orders { get; } = [];

    public IReadOnlyList<PracticeZone> Zones { get; set; } = [];

    /// <summary>Goes up with every change.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>All variations by id, those of trashed products included.</summary>
    public IReadOnlyList<PracticeVariation> Variations =>
        _flat ??= [.. Products.SelectMany(product => product.Variations).OrderBy(variation => variation.Id)];

    /// <summary>The next free id; products, variations, orders and refunds take theirs from one row, as WordPress does.</summary>
    public long NextId() => _nextId++;

    public long NextItemId() => _nextItemId++;

    public long NextMetaId() => _nextMetaId++;

    public PracticeProduct? FindProduct(long id) => _products.GetValueOrDefault(id);

    public PracticeVariation? FindVariation(long id) => _variations.GetValueOrDefault(id);

    public PracticeOrder? FindOrder(long id) => _orders.GetValueOrDefault(id);

    /// <summary>Runs alone: no request reads half a change.</summary>
    public void Edit(Action<ShopData> change)
    {
        lock (_gate)
        {
            change(this);
            _flat = null;
            Index();
            Version++;
        }
    }

    public T Read<T>(Func<ShopData, T> read)
    {
        lock (_gate)
        {
            return read(this);
        }
    }

    /// <summary>Adds a simple product with the next id, last in the list.</summary>
    public PracticeProduct AddProduct(string name, string sku, DateTimeOffset at)
    {
        PracticeProduct? added = null;
        Edit(data =>
        {
            var id = data.NextId();
            added = new PracticeProduct { Id = id, Name = name, Slug = $"product-{id}", Sku = sku, RegularPrice = 10, ManagesStock = true, Stock = 5, CreatedAt = at, ModifiedAt = at };
            data.Products.Add(added);
        });
        return added!;
    }

    /// <summary>Deletes for good, variations too. Order lines that named it answer product_id 0 from now on.</summary>
    public void RemoveProduct(long id) => Edit(data => data.Products.RemoveAll(product => product.Id == id));

    public void RemoveVariation(long id) =>
        Edit(data => data.FindVariation(id)?.Parent.Variations.RemoveAll(variation => variation.Id == id));

    /// <summary>Moves to the bin. The shop trashes a product's variations with it.</summary>
    public void TrashProduct(long id) => Edit(data =>
    {
        if (data.FindProduct(id) is { } product)
        {
            product.Status = "trash";
            product.Variations.ForEach(variation => variation.Status = "trash");
        }
    });

    public void AddOrder(Func<ShopData, PracticeOrder> make) => Edit(data => data.Orders.Add(make(data)));

    public void RemoveOrder(long id) => Edit(data => data.Orders.RemoveAll(order => order.Id == id));

    /// <summary>Throws everything away and takes the other's place; the version goes on counting.</summary>
    internal void ReplaceWith(ShopData other) => Edit(data =>
    {
        data.Products.Clear();
        data.Products.AddRange(other.Products);
        data.Orders.Clear();
        data.Orders.AddRange(other.Orders);
        data.Zones = other.Zones;
        (data._nextId, data._nextItemId, data._nextMetaId) = (other._nextId, other._nextItemId, other._nextMetaId);
    });

    private void Index()
    {
        _products.Clear();
        _variations.Clear();
        _orders.Clear();
        foreach (var product in Products)
        {
            _products[product.Id] = product;
            foreach (var variation in product.Variations)
            {
                _variations[variation.Id] = variation;
            }
        }

        foreach (var order in Orders)
        {
            _orders[order.Id] = order;
        }
    }
}

/// <param name="Locations">Code and type (country, state, continent, postcode); zone 0 has none.</param>
public sealed record PracticeZone(int Id, string Name, IReadOnlyList<(string Code, string Type)> Locations, IReadOnlyList<PracticeMethod> Methods);

/// <param name="MethodId">flat_rate, free_shipping, local_pickup.</param>
public sealed record PracticeMethod(int InstanceId, string MethodId, string Title, decimal Cost, bool Enabled = true);
