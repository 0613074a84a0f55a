package dev.accrue.billing.suite.inside;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the {@link TopicSubscriber} heard. */
@ApplicationScoped
public class Overheard {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    void add(String message) {
        messages.add(message);
    }

    /** The messages about an event. */
    public List<String> about(String event) {
        return messages.stream()
                .filter(message -> message.contains("\"" + event + "\""))
                .toList();
    }
}
