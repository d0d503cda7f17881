using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MappingDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sku_links_variation_id",
                table: "sku_links");

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
                name: "IX_mapping_batches_organisation_id_id",
                table: "mapping_batches",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_variation_decisions_batch_id_id",
                table: "variation_decisions",
                columns: new[] { "batch_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_variation_decisions_variation_id_id",
                table: "variation_decisions",
                columns: new[] { "variation_id", "id" });

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
                name: "item_decisions");

            migrationBuilder.DropTable(
                name: "kept_lines");

            migrationBuilder.DropTable(
                name: "variation_decisions");

            migrationBuilder.DropTable(
                name: "mapping_batches");

            migrationBuilder.DropIndex(
                name: "IX_stock_items_merged_into_id",
                table: "stock_items");

            migrationBuilder.DropIndex(
                name: "IX_sku_links_variation_id_position",
                table: "sku_links");

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

            migrationBuilder.CreateIndex(
                name: "IX_sku_links_variation_id",
                table: "sku_links",
                column: "variation_id",
                unique: true,
                filter: "ended_at IS NULL");
        }
    }
}
