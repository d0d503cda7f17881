using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WorkList : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "draft_decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    variation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    stock_item_id = table.Column<long>(type: "INTEGER", nullable: true),
                    quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    master_sku = table.Column<string>(type: "TEXT", nullable: true),
                    components = table.Column<string>(type: "TEXT", nullable: false)
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
                    variation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    store_id = table.Column<long>(type: "INTEGER", nullable: false),
                    listing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    link_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_alone = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_generated = table.Column<bool>(type: "INTEGER", nullable: false),
                    work_group = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    score = table.Column<long>(type: "INTEGER", nullable: false),
                    ticked = table.Column<bool>(type: "INTEGER", nullable: false),
                    tier = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    brand = table.Column<string>(type: "TEXT", nullable: true),
                    sku_rule = table.Column<string>(type: "TEXT", nullable: true),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    settled_by = table.Column<string>(type: "TEXT", nullable: true),
                    settled_in = table.Column<long>(type: "INTEGER", nullable: true)
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
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    store_id = table.Column<long>(type: "INTEGER", nullable: false),
                    variation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    stock_item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    score = table.Column<long>(type: "INTEGER", nullable: false),
                    tier = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false),
                    ticked = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    found_at = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_in = table.Column<long>(type: "INTEGER", nullable: true)
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "draft_decisions");

            migrationBuilder.DropTable(
                name: "link_checks");

            migrationBuilder.DropTable(
                name: "link_suggestions");
        }
    }
}
