using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Authorisations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "authorisation_id",
                table: "stores",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "authorisations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    tokens = table.Column<byte[]>(type: "BLOB", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    refreshing_until = table.Column<long>(type: "INTEGER", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_authorisations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channel_sign_ins",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    state_hash = table.Column<string>(type: "TEXT", nullable: false),
                    settings = table.Column<byte[]>(type: "BLOB", nullable: false),
                    store_id = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    returned_at = table.Column<long>(type: "INTEGER", nullable: true),
                    grant = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channel_sign_ins", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_stores_authorisation_id",
                table: "stores",
                column: "authorisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_authorisations_organisation_id_channel_account",
                table: "authorisations",
                columns: new[] { "organisation_id", "channel", "account" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_channel_sign_ins_organisation_id_started_at",
                table: "channel_sign_ins",
                columns: new[] { "organisation_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "IX_channel_sign_ins_state_hash",
                table: "channel_sign_ins",
                column: "state_hash",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_stores_authorisations_authorisation_id",
                table: "stores",
                column: "authorisation_id",
                principalTable: "authorisations",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_stores_authorisations_authorisation_id",
                table: "stores");

            migrationBuilder.DropTable(
                name: "authorisations");

            migrationBuilder.DropTable(
                name: "channel_sign_ins");

            migrationBuilder.DropIndex(
                name: "IX_stores_authorisation_id",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "authorisation_id",
                table: "stores");
        }
    }
}
