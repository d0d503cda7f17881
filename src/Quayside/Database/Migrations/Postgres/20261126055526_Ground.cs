using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Quayside.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Ground : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    prefix = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    store_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "carriers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carriers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotent_answers",
                columns: table => new
                {
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    request_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: true),
                    location = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotent_answers", x => new { x.organisation_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sku_conflicts",
                columns: table => new
                {
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    sku_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    found_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sku_conflicts", x => new { x.organisation_id, x.sku_key });
                });

            migrationBuilder.CreateTable(
                name: "stock_items",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    master_sku = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    master_sku_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sku_key_version = table.Column<int>(type: "integer", nullable: false),
                    is_generated = table.Column<bool>(type: "boolean", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    gtin = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pack_size = table.Column<int>(type: "integer", nullable: true),
                    image = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    on_hand = table.Column<long>(type: "bigint", nullable: true),
                    reserved = table.Column<long>(type: "bigint", nullable: false),
                    opened_by_store_id = table.Column<long>(type: "bigint", nullable: true),
                    implied_on_hand = table.Column<long>(type: "bigint", nullable: true),
                    search_text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stores",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    mode = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    health = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    health_text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    shop_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    currency = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    settings = table.Column<byte[]>(type: "bytea", nullable: false),
                    tokens = table.Column<byte[]>(type: "bytea", nullable: true),
                    facts = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    history_days = table.Column<int>(type: "integer", nullable: false),
                    connected_at = table.Column<long>(type: "bigint", nullable: false),
                    disconnected_at = table.Column<long>(type: "bigint", nullable: true),
                    copy_of_store_id = table.Column<long>(type: "bigint", nullable: true),
                    due_at = table.Column<long>(type: "bigint", nullable: true),
                    lease = table.Column<long>(type: "bigint", nullable: false),
                    lease_until = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stores", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sync_pages",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "bigint", nullable: false),
                    stage = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    feed = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    cursor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fingerprint = table.Column<long>(type: "bigint", nullable: false),
                    ids = table.Column<byte[]>(type: "bytea", nullable: false),
                    expected = table.Column<long>(type: "bigint", nullable: true),
                    not_counted = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_pages", x => new { x.session_id, x.stage, x.number });
                });

            migrationBuilder.CreateTable(
                name: "user_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claim_value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_claims", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provider_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provider_display_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_logins", x => new { x.login_provider, x.provider_key });
                });

            migrationBuilder.CreateTable(
                name: "user_tokens",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                });

            migrationBuilder.CreateTable(
                name: "carrier_mappings",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    channel_text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carrier_mappings", x => x.id);
                    table.ForeignKey(
                        name: "FK_carrier_mappings_carriers_carrier_id",
                        column: x => x.carrier_id,
                        principalTable: "carriers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "carrier_services",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    carrier_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carrier_services", x => x.id);
                    table.ForeignKey(
                        name: "FK_carrier_services_carriers_carrier_id",
                        column: x => x.carrier_id,
                        principalTable: "carriers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    security_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<long>(type: "bigint", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                    table.ForeignKey(
                        name: "FK_users_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_movements",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    stock_item_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    on_hand_delta = table.Column<long>(type: "bigint", nullable: false),
                    reserved_delta = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: true),
                    who = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_movements", x => x.id);
                    table.ForeignKey(
                        name: "FK_stock_movements_stock_items_stock_item_id",
                        column: x => x.stock_item_id,
                        principalTable: "stock_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "listings",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    channel_listing_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    brand = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    category = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    seller_sku = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sku_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    images = table.Column<string>(type: "text", nullable: false),
                    shared_quantity = table.Column<long>(type: "bigint", nullable: true),
                    changed_at = table.Column<long>(type: "bigint", nullable: true),
                    search_text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_listings", x => x.id);
                    table.ForeignKey(
                        name: "FK_listings_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    channel_order_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    placed_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: true),
                    channel_status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    is_historical = table.Column<bool>(type: "boolean", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    shipping_minor = table.Column<long>(type: "bigint", nullable: false),
                    tax_minor = table.Column<long>(type: "bigint", nullable: true),
                    discount_minor = table.Column<long>(type: "bigint", nullable: false),
                    fee_minor = table.Column<long>(type: "bigint", nullable: false),
                    refunded_minor = table.Column<long>(type: "bigint", nullable: false),
                    sum_difference_minor = table.Column<long>(type: "bigint", nullable: false),
                    buyer_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    buyer_email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    buyer_phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ship_to = table.Column<string>(type: "text", nullable: true),
                    shipping = table.Column<string>(type: "text", nullable: false),
                    tracking_numbers = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.id);
                    table.ForeignKey(
                        name: "FK_orders_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quarantine",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    stage = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    raw = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantine", x => x.id);
                    table.ForeignKey(
                        name: "FK_quarantine_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "store_identities",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    strong = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_identities", x => x.id);
                    table.ForeignKey(
                        name: "FK_store_identities_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sync_sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    resumes_at = table.Column<long>(type: "bigint", nullable: true),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true),
                    window_from = table.Column<long>(type: "bigint", nullable: false),
                    window_to = table.Column<long>(type: "bigint", nullable: false),
                    window_cut = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    requests = table.Column<int>(type: "integer", nullable: false),
                    failures_in_a_row = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_sync_sessions_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "listing_variations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    listing_id = table.Column<long>(type: "bigint", nullable: false),
                    channel_variation_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seller_sku = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sku_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sku_key_version = table.Column<int>(type: "integer", nullable: false),
                    gtin = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    valid_gtin = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    mpn = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pack_size = table.Column<int>(type: "integer", nullable: true),
                    price_text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    price_currency = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    quantity = table.Column<long>(type: "bigint", nullable: true),
                    tracking = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    options = table.Column<string>(type: "text", nullable: false),
                    image = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: true),
                    search_text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_listing_variations", x => x.id);
                    table.ForeignKey(
                        name: "FK_listing_variations_listings_listing_id",
                        column: x => x.listing_id,
                        principalTable: "listings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_lines",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    channel_line_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    position = table.Column<int>(type: "integer", nullable: false),
                    channel_listing_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    channel_variation_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    variation_id = table.Column<long>(type: "bigint", nullable: true),
                    seller_sku = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    open_quantity = table.Column<long>(type: "bigint", nullable: false),
                    unit_price_text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    total_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_lines", x => x.id);
                    table.ForeignKey(
                        name: "FK_order_lines_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "raw_orders",
                columns: table => new
                {
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_raw_orders", x => x.order_id);
                    table.ForeignKey(
                        name: "FK_raw_orders_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sync_stages",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    cursor = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pages = table.Column<int>(type: "integer", nullable: false),
                    discovered = table.Column<long>(type: "bigint", nullable: false),
                    stored = table.Column<long>(type: "bigint", nullable: false),
                    quarantined = table.Column<long>(type: "bigint", nullable: false),
                    expected = table.Column<long>(type: "bigint", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_stages", x => new { x.session_id, x.name });
                    table.ForeignKey(
                        name: "FK_sync_stages_sync_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sync_sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sku_links",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    variation_id = table.Column<long>(type: "bigint", nullable: false),
                    stock_item_id = table.Column<long>(type: "bigint", nullable: false),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    origin = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    linked_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    linked_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ended_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sku_links", x => x.id);
                    table.ForeignKey(
                        name: "FK_sku_links_listing_variations_variation_id",
                        column: x => x.variation_id,
                        principalTable: "listing_variations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_sku_links_stock_items_stock_item_id",
                        column: x => x.stock_item_id,
                        principalTable: "stock_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_organisation_id",
                table: "api_keys",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_audit_organisation_id_id",
                table: "audit",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_carrier_mappings_carrier_id",
                table: "carrier_mappings",
                column: "carrier_id");

            migrationBuilder.CreateIndex(
                name: "IX_carrier_mappings_store_id_channel_text",
                table: "carrier_mappings",
                columns: new[] { "store_id", "channel_text" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_carrier_services_carrier_id_store_id_code",
                table: "carrier_services",
                columns: new[] { "carrier_id", "store_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_carriers_organisation_id_name_key",
                table: "carriers",
                columns: new[] { "organisation_id", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_listing_variations_listing_id_channel_variation_id",
                table: "listing_variations",
                columns: new[] { "listing_id", "channel_variation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_listing_variations_organisation_id_sku_key",
                table: "listing_variations",
                columns: new[] { "organisation_id", "sku_key" });

            migrationBuilder.CreateIndex(
                name: "IX_listing_variations_store_id_id",
                table: "listing_variations",
                columns: new[] { "store_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_listings_organisation_id_id",
                table: "listings",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_listings_store_id_channel_listing_id",
                table: "listings",
                columns: new[] { "store_id", "channel_listing_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_lines_order_id_channel_line_id",
                table: "order_lines",
                columns: new[] { "order_id", "channel_line_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_lines_variation_id",
                table: "order_lines",
                column: "variation_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_organisation_id_is_open_placed_at_id",
                table: "orders",
                columns: new[] { "organisation_id", "is_open", "placed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_organisation_id_placed_at_id",
                table: "orders",
                columns: new[] { "organisation_id", "placed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_store_id_channel_order_id",
                table: "orders",
                columns: new[] { "store_id", "channel_order_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organisations_name",
                table: "organisations",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_quarantine_store_id_stage_channel_id",
                table: "quarantine",
                columns: new[] { "store_id", "stage", "channel_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sku_links_stock_item_id",
                table: "sku_links",
                column: "stock_item_id");

            migrationBuilder.CreateIndex(
                name: "IX_sku_links_variation_id",
                table: "sku_links",
                column: "variation_id",
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_stock_items_organisation_id_master_sku_key",
                table: "stock_items",
                columns: new[] { "organisation_id", "master_sku_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stock_movements_stock_item_id_id",
                table: "stock_movements",
                columns: new[] { "stock_item_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_store_identities_organisation_id_channel_kind_value",
                table: "store_identities",
                columns: new[] { "organisation_id", "channel", "kind", "value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_store_identities_store_id",
                table: "store_identities",
                column: "store_id");

            migrationBuilder.CreateIndex(
                name: "IX_stores_due_at",
                table: "stores",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_stores_organisation_id",
                table: "stores",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_sync_sessions_store_id_id",
                table: "sync_sessions",
                columns: new[] { "store_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_users_normalized_email",
                table: "users",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "IX_users_normalized_user_name",
                table: "users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_users_organisation_id",
                table: "users",
                column: "organisation_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "carrier_mappings");

            migrationBuilder.DropTable(
                name: "carrier_services");

            migrationBuilder.DropTable(
                name: "idempotent_answers");

            migrationBuilder.DropTable(
                name: "order_lines");

            migrationBuilder.DropTable(
                name: "quarantine");

            migrationBuilder.DropTable(
                name: "raw_orders");

            migrationBuilder.DropTable(
                name: "sku_conflicts");

            migrationBuilder.DropTable(
                name: "sku_links");

            migrationBuilder.DropTable(
                name: "stock_movements");

            migrationBuilder.DropTable(
                name: "store_identities");

            migrationBuilder.DropTable(
                name: "sync_pages");

            migrationBuilder.DropTable(
                name: "sync_stages");

            migrationBuilder.DropTable(
                name: "user_claims");

            migrationBuilder.DropTable(
                name: "user_logins");

            migrationBuilder.DropTable(
                name: "user_tokens");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "carriers");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "listing_variations");

            migrationBuilder.DropTable(
                name: "stock_items");

            migrationBuilder.DropTable(
                name: "sync_sessions");

            migrationBuilder.DropTable(
                name: "organisations");

            migrationBuilder.DropTable(
                name: "listings");

            migrationBuilder.DropTable(
                name: "stores");
        }
    }
}
