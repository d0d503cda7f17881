namespace Quayside.Sandbox;

/// <summary>A webhook as a shop keeps it.</summary>
public sealed class PracticeWebhook
{
    public required long Id { get; init; }

    public string Name { get; set; } = "";

    /// <summary>Such as order.updated.</summary>
    public required string Topic { get; set; }

    public required string DeliveryUrl { get; set; }

    public string Secret { get; set; } = "";

    /// <summary>active, paused or disabled.</summary>
    public string Status { get; set; } = "active";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; set; }

    /// <summary>Deliveries in a row that failed. After more than five the shop disables the webhook.</summary>
    public int Failures { get; set; }

    public string Resource => Topic.Split('.')[0];

    public string Event => Topic.Split('.', 2)[^1];
}

/// <param name="Status">What the receiver answered; 0 when there was no answer.</param>
public sealed record PracticeDelivery(long WebhookId, string Topic, long ObjectId, int Status);
