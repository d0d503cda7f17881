using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Quayside.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StayingInSync : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "sync_pages");

            migrationBuilder.AddColumn<long>(
                name: "changed",
                table: "sync_stages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "deleted",
                table: "sync_stages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "differed",
                table: "sync_stages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "missed",
                table: "sync_stages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "quiet_looks",
                table: "sync_sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "quiet_since",
                table: "sync_sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "clock_ahead_ms",
                table: "stores",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "reconcile_due_at",
                table: "stores",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sync_every_minutes",
                table: "stores",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "channel_mark",
                table: "orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "deleted_at",
                table: "orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "fingerprint",
                table: "orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paid_at",
                table: "orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "coverage_days",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    theirs = table.Column<int>(type: "INTEGER", nullable: false),
                    ours = table.Column<int>(type: "INTEGER", nullable: false),
                    their_fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    our_fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    missed = table.Column<int>(type: "INTEGER", nullable: false),
                    differed = table.Column<int>(type: "INTEGER", nullable: false),
                    deleted = table.Column<int>(type: "INTEGER", nullable: false),
                    differed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    healed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coverage_days", x => new { x.store_id, x.day });
                    table.ForeignKey(
                        name: "FK_coverage_days_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "listing_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    listing_id = table.Column<long>(type: "INTEGER", nullable: false),
                    variation_id = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    learned_at = table.Column<long>(type: "INTEGER", nullable: false),
                    learned_by = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    change = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_listing_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_listing_events_listings_listing_id",
                        column: x => x.listing_id,
                        principalTable: "listings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sync_cursors",
                columns: table => new
                {
                    store_id = table.Column<long>(type: "INTEGER", nullable: false),
                    feed = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    organisation_id = table.Column<long>(type: "INTEGER", nullable: false),
                    read_up_to = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_cursors", x => new { x.store_id, x.feed });
                    table.ForeignKey(
                        name: "FK_sync_cursors_stores_store_id",
                        column: x => x.store_id,
                        principalTable: "stores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_orders_store_id_placed_at",
                table: "orders",
                columns: new[] { "store_id", "placed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_listing_events_listing_id_id",
                table: "listing_events",
                columns: new[] { "listing_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "coverage_days");

            migrationBuilder.DropTable(
                name: "listing_events");

            migrationBuilder.DropTable(
                name: "sync_cursors");

            migrationBuilder.DropIndex(
                name: "IX_orders_store_id_placed_at",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "changed",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "deleted",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "differed",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "missed",
                table: "sync_stages");

            migrationBuilder.DropColumn(
                name: "quiet_looks",
                table: "sync_sessions");

            migrationBuilder.DropColumn(
                name: "quiet_since",
                table: "sync_sessions");

            migrationBuilder.DropColumn(
                name: "clock_ahead_ms",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "reconcile_due_at",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "sync_every_minutes",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "channel_mark",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "paid_at",
                table: "orders");

            migrationBuilder.AddColumn<long>(
                name: "fingerprint",
                table: "sync_pages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }
    }
}
