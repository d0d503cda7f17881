using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MappingAndStayingInSync : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sku_links_variation_id",
                table: "sku_links");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "sync_pages");

            migrationBuilder.AddColumn<long>(
                name: "changed",
                table: "sync_stages",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "deleted",
                table: "sync_stages",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "differed",
                table: "sync_stages",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "missed",
                table: "sync_stages",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "quiet_looks",
                table: "sync_sessions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "quiet_since",
                table: "sync_sessions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "clock_ahead_ms",
                table: "stores",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "reconcile_due_at",
                table: "stores",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sync_every_minutes",
                table: "stores",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "merged_into_id",
                table: "stock_items",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "batch_id",
                table: "sku_links",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_component",
                table: "sku_links",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "position",
                table: "sku_links",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "channel_mark",
                table: "orders",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "deleted_at",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "fingerprint",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "learned_at",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "learned_by",
                table: "orders",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paid_at",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "coverage_days",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    theirs = table.Column<int>(type: "integer", nullable: false),
                    ours = table.Column<int>(type: "integer", nullable: false),
                    their_fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    our_fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    checked_at = table.Column<long>(type: "bigint", nullable: false),
                    missed = table.Column<int>(type: "integer", nullable: false),
                    differed = table.Column<int>(type: "integer", nullable: false),
                    deleted = table.Column<int>(type: "integer", nullable: false),
                    differed_at = table.Column<long>(type: "bigint", nullable: true),
                    healed_at = table.Column<long>(type: "bigint", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coverage_days", x => new { x.store_id, x.day });
                    table.ForeignKey(
                        name: "FK_coverage_days_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "draft_decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    variation_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    stock_item_id = table.Column<long>(type: "bigint", nullable: true),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    master_sku = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    components = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draft_decisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_draft_decisions_listing_variations_variation_id",
                        column: x => x.variation_id,
                        principalTable: "listing_variations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "link_checks",
                columns: table => new
                {
                    variation_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    listing_id = table.Column<long>(type: "bigint", nullable: false),
                    link_id = table.Column<long>(type: "bigint", nullable: true),
                    is_alone = table.Column<bool>(type: "boolean", nullable: false),
                    is_generated = table.Column<bool>(type: "boolean", nullable: false),
                    work_group = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    score = table.Column<long>(type: "bigint", nullable: false),
                    ticked = table.Column<bool>(type: "boolean", nullable: false),
                    tier = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    brand = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sku_rule = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    checked_at = table.Column<long>(type: "bigint", nullable: false),
                    settled_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    settled_in = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_link_checks", x => x.variation_id);
                    table.ForeignKey(
                        name: "FK_link_checks_listing_variations_variation_id",
                        column: x => x.variation_id,
                        principalTable: "listing_variations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "link_suggestions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    variation_id = table.Column<long>(type: "bigint", nullable: false),
                    stock_item_id = table.Column<long>(type: "bigint", nullable: false),
                    score = table.Column<long>(type: "bigint", nullable: false),
                    tier = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    ticked = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    found_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_in = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_link_suggestions", x => x.id);
                    table.ForeignKey(
                        name: "FK_link_suggestions_listing_variations_variation_id",
                        column: x => x.variation_id,
                        principalTable: "listing_variations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_link_suggestions_stock_items_stock_item_id",
                        column: x => x.stock_item_id,
                        principalTable: "stock_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "listing_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    listing_id = table.Column<long>(type: "bigint", nullable: false),
                    variation_id = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    learned_at = table.Column<long>(type: "bigint", nullable: false),
                    learned_by = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    change = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    after = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_listing_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_listing_events_listings_listing_id",
                        column: x => x.listing_id,
                        principalTable: "listings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mapping_batches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    who = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    origin = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: true),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    open_orders = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    changes = table.Column<int>(type: "integer", nullable: false),
                    undone_at = table.Column<long>(type: "bigint", nullable: true),
                    undone_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mapping_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "order_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    learned_at = table.Column<long>(type: "bigint", nullable: false),
                    learned_by = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    change = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    after = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_order_events_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sku_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    variation_id = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    to = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    from_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    seen_at = table.Column<long>(type: "bigint", nullable: false),
                    learned_by = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    decision = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sku_changes", x => x.id);
                    table.ForeignKey(
                        name: "FK_sku_changes_listing_variations_variation_id",
                        column: x => x.variation_id,
                        principalTable: "listing_variations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "store_subscriptions",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_subscriptions", x => new { x.store_id, x.channel_id });
                    table.ForeignKey(
                        name: "FK_store_subscriptions_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "store_webhooks",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    token_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    requested_at = table.Column<long>(type: "bigint", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    chore_at = table.Column<long>(type: "bigint", nullable: true),
                    hints_at = table.Column<long>(type: "bigint", nullable: true),
                    not_before = table.Column<long>(type: "bigint", nullable: true),
                    failures_in_a_row = table.Column<int>(type: "integer", nullable: false),
                    checked_at = table.Column<long>(type: "bigint", nullable: true),
                    last_delivery_at = table.Column<long>(type: "bigint", nullable: true),
                    deliveries = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_webhooks", x => x.store_id);
                    table.ForeignKey(
                        name: "FK_store_webhooks_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sync_cursors",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    feed = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    read_up_to = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_cursors", x => new { x.store_id, x.feed });
                    table.ForeignKey(
                        name: "FK_sync_cursors_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_hints",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    channel_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    waiting_since = table.Column<long>(type: "bigint", nullable: true),
                    last_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_hints", x => new { x.store_id, x.subject, x.channel_id });
                    table.ForeignKey(
                        name: "FK_webhook_hints_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "item_decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    stock_item_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    other_item_id = table.Column<long>(type: "bigint", nullable: true),
                    on_hand_before = table.Column<long>(type: "bigint", nullable: true),
                    on_hand_after = table.Column<long>(type: "bigint", nullable: true),
                    opened_before = table.Column<long>(type: "bigint", nullable: true),
                    opened_after = table.Column<long>(type: "bigint", nullable: true),
                    implied_before = table.Column<long>(type: "bigint", nullable: true),
                    master_sku_before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    master_sku_after = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    generated_before = table.Column<bool>(type: "boolean", nullable: false),
                    former_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    undone_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_decisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_item_decisions_mapping_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "mapping_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_item_decisions_stock_items_stock_item_id",
                        column: x => x.stock_item_id,
                        principalTable: "stock_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kept_lines",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    stock_item_id = table.Column<long>(type: "bigint", nullable: false),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    is_component = table.Column<bool>(type: "boolean", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    ended_by_batch_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_lines", x => x.id);
                    table.ForeignKey(
                        name: "FK_kept_lines_mapping_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "mapping_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_kept_lines_order_lines_line_id",
                        column: x => x.line_id,
                        principalTable: "order_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_kept_lines_stock_items_stock_item_id",
                        column: x => x.stock_item_id,
                        principalTable: "stock_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "variation_decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    variation_id = table.Column<long>(type: "bigint", nullable: false),
                    links_before = table.Column<string>(type: "text", nullable: false),
                    links_after = table.Column<string>(type: "text", nullable: false),
                    shown = table.Column<string>(type: "text", nullable: false),
                    undone_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_variation_decisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_variation_decisions_listing_variations_variation_id",
                        column: x => x.variation_id,
                        principalTable: "listing_variations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_variation_decisions_mapping_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "mapping_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_stock_items_merged_into_id",
                table: "stock_items",
                column: "merged_into_id",
                filter: "merged_into_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_sku_links_variation_id_position",
                table: "sku_links",
                columns: new[] { "variation_id", "position" },
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_store_id_placed_at",
                table: "orders",
                columns: new[] { "store_id", "placed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_draft_decisions_organisation_id_who_variation_id",
                table: "draft_decisions",
                columns: new[] { "organisation_id", "who", "variation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_draft_decisions_variation_id",
                table: "draft_decisions",
                column: "variation_id");

            migrationBuilder.CreateIndex(
                name: "IX_item_decisions_batch_id_id",
                table: "item_decisions",
                columns: new[] { "batch_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_item_decisions_organisation_id_former_key",
                table: "item_decisions",
                columns: new[] { "organisation_id", "former_key" },
                filter: "former_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_item_decisions_stock_item_id_id",
                table: "item_decisions",
                columns: new[] { "stock_item_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_kept_lines_batch_id",
                table: "kept_lines",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "IX_kept_lines_ended_by_batch_id",
                table: "kept_lines",
                column: "ended_by_batch_id",
                filter: "ended_by_batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_kept_lines_line_id",
                table: "kept_lines",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "IX_kept_lines_stock_item_id",
                table: "kept_lines",
                column: "stock_item_id",
                filter: "ended_by_batch_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_link_checks_organisation_id_work_group_score_variation_id",
                table: "link_checks",
                columns: new[] { "organisation_id", "work_group", "score", "variation_id" });

            migrationBuilder.CreateIndex(
                name: "IX_link_checks_settled_in",
                table: "link_checks",
                column: "settled_in",
                filter: "settled_in IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_link_checks_store_id_work_group",
                table: "link_checks",
                columns: new[] { "store_id", "work_group" });

            migrationBuilder.CreateIndex(
                name: "IX_link_suggestions_decided_in",
                table: "link_suggestions",
                column: "decided_in",
                filter: "decided_in IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_link_suggestions_organisation_id_state_id",
                table: "link_suggestions",
                columns: new[] { "organisation_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_link_suggestions_stock_item_id",
                table: "link_suggestions",
                column: "stock_item_id");

            migrationBuilder.CreateIndex(
                name: "IX_link_suggestions_variation_id_stock_item_id",
                table: "link_suggestions",
                columns: new[] { "variation_id", "stock_item_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_listing_events_listing_id_id",
                table: "listing_events",
                columns: new[] { "listing_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_mapping_batches_organisation_id_id",
                table: "mapping_batches",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_order_events_order_id_id",
                table: "order_events",
                columns: new[] { "order_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_sku_changes_organisation_id_id",
                table: "sku_changes",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_sku_changes_variation_id",
                table: "sku_changes",
                column: "variation_id",
                unique: true,
                filter: "decision IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_store_webhooks_chore_at",
                table: "store_webhooks",
                column: "chore_at");

            migrationBuilder.CreateIndex(
                name: "IX_store_webhooks_hints_at",
                table: "store_webhooks",
                column: "hints_at");

            migrationBuilder.CreateIndex(
                name: "IX_store_webhooks_token_hash",
                table: "store_webhooks",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_variation_decisions_batch_id_id",
                table: "variation_decisions",
                columns: new[] { "batch_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_variation_decisions_variation_id_id",
                table: "variation_decisions",
                columns: new[] { "variation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_hints_store_id_waiting_since",
                table: "webhook_hints",
                columns: new[] { "store_id", "waiting_since" });

            migrationBuilder.AddForeignKey(
                name: "FK_stock_items_stock_items_merged_into_id",
                table: "stock_items",
                column: "merged_into_id",
                principalTable: "stock_items",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_stock_items_stock_items_merged_into_id",
                table: "stock_items");

            migrationBuilder.DropTable(
                name: "coverage_days");

            migrationBuilder.DropTable(
                name: "draft_decisions");

            migrationBuilder.DropTable(
                name: "item_decisions");

            migrationBuilder.DropTable(
                name: "kept_lines");

            migrationBuilder.DropTable(
                name: "link_checks");

            migrationBuilder.DropTable(
                name: "link_suggestions");

            migrationBuilder.DropTable(
                name: "listing_events");

            migrationBuilder.DropTable(
                name: "order_events");

            migrationBuilder.DropTable(
                name: "sku_changes");

            migrationBuilder.DropTable(
                name: "store_subscriptions");

            migrationBuilder.DropTable(
                name: "store_webhooks");

            migrationBuilder.DropTable(
                name: "sync_cursors");

            migrationBuilder.DropTable(
                name: "variation_decisions");

            migrationBuilder.DropTable(
                name: "webhook_hints");

            migrationBuilder.DropTable(
                name: "mapping_batches");

            migrationBuilder.DropIndex(
                name: "IX_stock_items_merged_into_id",
                table: "stock_items");

            migrationBuilder.DropIndex(
                name: "IX_sku_links_variation_id_position",
                table: "sku_links");

            migrationBuilder.DropIndex(
                name: "IX_orders_store_id_placed_at",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "changed",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "deleted",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "differed",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "missed",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "quiet_looks",
                table: "sync_sessions");

            migrationBuilder.DropColumn(
                name: "quiet_since",
                table: "sync_sessions");

            migrationBuilder.DropColumn(
                name: "clock_ahead_ms",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "reconcile_due_at",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "sync_every_minutes",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "stock_items");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "sku_links");

            migrationBuilder.DropColumn(
                name: "is_component",
                table: "sku_links");

            migrationBuilder.DropColumn(
                name: "position",
                table: "sku_links");

            migrationBuilder.DropColumn(
                name: "channel_mark",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "learned_at",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "learned_by",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "paid_at",
                table: "orders");

            migrationBuilder.AddColumn<long>(
                name: "fingerprint",
                table: "sync_pages",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_sku_links_variation_id",
                table: "sku_links",
                column: "variation_id",
                unique: true,
                filter: "ended_at IS NULL");
        }
    }
}
