package dev.accrue.billing;

import java.io.Serializable;

/**
 * A host's entity as the module knows it.
 *
 * @param type the kind of entity, for example {@code organisation}; at most 64 characters
 * @param id its id in the host, as text; at most 255 characters
 */
public record BillableRef(String type, String id) implements Serializable {

    public BillableRef {
        require(type, "type", 64);
        require(id, "id", 255);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }

    private static void require(String text, String what, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("a billable's " + what + " must have 1 to " + longest
                    + " characters; give the entity its " + what + " before billing it");
        }
    }
}
