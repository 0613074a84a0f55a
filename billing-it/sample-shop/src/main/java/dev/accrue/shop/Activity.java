package dev.accrue.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Something that happened to an account's subscription, as the shop tells it. */
@Entity
@Table(name = "shop_activities")
public class Activity {

    @Id
    @Column(length = 36)
    private String id;

    @Column(nullable = false)
    private String account;

    @Column(nullable = false)
    private String text;

    @Column(nullable = false)
    private LocalDateTime happenedAt;

    protected Activity() {} // JPA

    Activity(String id, String account, String text, Instant happenedAt) {
        this.id = id;
        this.account = account;
        this.text = text;
        this.happenedAt = LocalDateTime.ofInstant(happenedAt, ZoneOffset.UTC);
    }

    public String getText() {
        return text;
    }

    public LocalDateTime getHappenedAt() {
        return happenedAt;
    }
}
