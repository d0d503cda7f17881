using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SearchedListings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_listings_organisation_id_id",
                table: "listings");

            migrationBuilder.CreateIndex(
                name: "IX_listings_organisation_id_id_search_text",
                table: "listings",
                columns: new[] { "organisation_id", "id", "search_text" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_listings_organisation_id_id_search_text",
                table: "listings");

            migrationBuilder.CreateIndex(
                name: "IX_listings_organisation_id_id",
                table: "listings",
                columns: new[] { "organisation_id", "id" });
        }
    }
}
