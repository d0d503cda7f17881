using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OrdersTakenHere : Migration
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
