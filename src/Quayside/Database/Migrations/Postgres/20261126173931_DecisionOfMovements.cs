using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DecisionOfMovements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "batch_id",
                table: "stock_movements",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "stock_movements");
        }
    }
}
