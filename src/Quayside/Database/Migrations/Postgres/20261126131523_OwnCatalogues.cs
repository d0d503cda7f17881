using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OwnCatalogues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "numbered_orders",
                table: "organisations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "request_key",
                table: "orders",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "who",
                table: "order_events",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "file_layouts",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation_id = table.Column<long>(type: "bigint", nullable: false),
                    columns = table.Column<string>(type: "text", nullable: false),
                    decimal_comma = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_file_layouts", x => new { x.store_id, x.kind });
                    table.ForeignKey(
                        name: "FK_file_layouts_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_orders_store_id_request_key",
                table: "orders",
                columns: new[] { "store_id", "request_key" },
                unique: true,
                filter: "request_key IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "file_layouts");

            migrationBuilder.DropIndex(
                name: "IX_orders_store_id_request_key",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "numbered_orders",
                table: "organisations");

            migrationBuilder.DropColumn(
                name: "request_key",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "who",
                table: "order_events");
        }
    }
}
