package dev.accrue.billing.processor;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * One page of a list.
 *
 * @param objects the objects, newest first
 * @param hasMore whether another page follows
 */
public record Page(List<JsonObject> objects, boolean hasMore) {}
