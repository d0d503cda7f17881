using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Webhooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "IX_webhook_hints_store_id_waiting_since",
                table: "webhook_hints",
                columns: new[] { "store_id", "waiting_since" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sku_changes");

            migrationBuilder.DropTable(
                name: "store_subscriptions");

            migrationBuilder.DropTable(
                name: "store_webhooks");

            migrationBuilder.DropTable(
                name: "webhook_hints");
        }
    }
}
