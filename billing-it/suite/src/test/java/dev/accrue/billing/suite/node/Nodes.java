package dev.accrue.billing.suite.node;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The nodes of one test, none of which outlives it. */
final class Nodes implements AfterEachCallback {

    private final List<Node> all = new ArrayList<>();

    Node add(Node node) {
        all.add(node);
        return node;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        all.forEach(Node::close);
    }
}
