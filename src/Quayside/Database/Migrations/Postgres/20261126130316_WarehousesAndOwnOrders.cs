using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WarehousesAndOwnOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "allows_back_orders",
                table: "stores",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "country",
                table: "stores",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "default_carrier_id",
                table: "stores",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "warehouse_id",
                table: "stores",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "order_id",
                table: "stock_movements",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "text",
                table: "stock_movements",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "warehouse_id",
                table: "stock_movements",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "elsewhere_on_hand",
                table: "stock_items",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "elsewhere_reserved",
                table: "stock_items",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "carrier_id",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_ours",
                table: "orders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "orders",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "warehouse_id",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "merged_into_id",
                table: "carriers",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "regions",
                table: "carriers",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "tracking_url",
                table: "carriers",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AlterColumn<long>(
                name: "store_id",
                table: "carrier_services",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.CreateTable(
                name: "shipments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    carrier_id = table.Column<long>(type: "bigint", nullable: true),
                    service = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    tracking_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    shipped_at = table.Column<long>(type: "bigint", nullable: false),
                    who = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    delivered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipments", x => x.id);
                    table.ForeignKey(
                        name: "FK_shipments_carriers_carrier_id",
                        column: x => x.carrier_id,
                        principalTable: "carriers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_shipments_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "warehouses",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    address = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_warehouses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shipment_lines",
                columns: table => new
                {
                    shipment_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    quantity = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipment_lines", x => new { x.shipment_id, x.line_id });
                    table.ForeignKey(
                        name: "FK_shipment_lines_order_lines_line_id",
                        column: x => x.line_id,
                        principalTable: "order_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_shipment_lines_shipments_shipment_id",
                        column: x => x.shipment_id,
                        principalTable: "shipments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_levels",
                columns: table => new
                {
                    stock_item_id = table.Column<long>(type: "bigint", nullable: false),
                    warehouse_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    on_hand = table.Column<long>(type: "bigint", nullable: false),
                    reserved = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_levels", x => new { x.stock_item_id, x.warehouse_id });
                    table.ForeignKey(
                        name: "FK_stock_levels_stock_items_stock_item_id",
                        column: x => x.stock_item_id,
                        principalTable: "stock_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_stock_levels_warehouses_warehouse_id",
                        column: x => x.warehouse_id,
                        principalTable: "warehouses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_carriers_merged_into_id",
                table: "carriers",
                column: "merged_into_id");

            migrationBuilder.CreateIndex(
                name: "IX_shipment_lines_line_id",
                table: "shipment_lines",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "IX_shipments_carrier_id",
                table: "shipments",
                column: "carrier_id");

            migrationBuilder.CreateIndex(
                name: "IX_shipments_order_id",
                table: "shipments",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_stock_levels_warehouse_id",
                table: "stock_levels",
                column: "warehouse_id");

            migrationBuilder.CreateIndex(
                name: "IX_warehouses_organisation_id_name_key",
                table: "warehouses",
                columns: new[] { "organisation_id", "name_key" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_carriers_carriers_merged_into_id",
                table: "carriers",
                column: "merged_into_id",
                principalTable: "carriers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_carriers_carriers_merged_into_id",
                table: "carriers");

            migrationBuilder.DropTable(
                name: "shipment_lines");

            migrationBuilder.DropTable(
                name: "stock_levels");

            migrationBuilder.DropTable(
                name: "shipments");

            migrationBuilder.DropTable(
                name: "warehouses");

            migrationBuilder.DropIndex(
                name: "IX_carriers_merged_into_id",
                table: "carriers");

            migrationBuilder.DropColumn(
                name: "allows_back_orders",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "country",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "default_carrier_id",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "warehouse_id",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "order_id",
                table: "stock_movements");

            migrationBuilder.DropColumn(
                name: "text",
                table: "stock_movements");

            migrationBuilder.DropColumn(
                name: "warehouse_id",
                table: "stock_movements");

            migrationBuilder.DropColumn(
                name: "elsewhere_on_hand",
                table: "stock_items");

            migrationBuilder.DropColumn(
                name: "elsewhere_reserved",
                table: "stock_items");

            migrationBuilder.DropColumn(
                name: "carrier_id",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "is_ours",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "note",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "warehouse_id",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "carriers");

            migrationBuilder.DropColumn(
                name: "regions",
                table: "carriers");

            migrationBuilder.DropColumn(
                name: "tracking_url",
                table: "carriers");

            migrationBuilder.AlterColumn<long>(
                name: "store_id",
                table: "carrier_services",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);
        }
    }
}
