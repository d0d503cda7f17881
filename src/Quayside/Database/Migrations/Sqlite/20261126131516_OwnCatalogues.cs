using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "request_key",
                table: "orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "who",
                table: "order_events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "file_layouts",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    columns = table.Column<string>(type: "TEXT", nullable: false),
                    decimal_comma = table.Column<bool>(type: "INTEGER", nullable: true)
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
