package dev.accrue.billing.benchmark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the driver asks the module's tables, in the dialects of both databases. */
enum Sql {
    POSTGRESQL {
        @Override
        String series(int from, int to) {
            return "(select generate_series(" + from + ", " + to + ") as x) g";
        }

        @Override
        String newId() {
            return "uuidv7()";
        }

        @Override
        List<String> settle() {
            return List.of("vacuum analyze", "checkpoint");
        }
    },
    H2 {
        @Override
        String series(int from, int to) {
            return "(select x from system_range(" + from + ", " + to + ")) g";
        }

        @Override
        String newId() {
            return "random_uuid()";
        }

        @Override
        List<String> settle() {
            return List.of("analyze");
        }
    };

    private static final int CHUNK = 20_000;
    private static final String EVENTS = "\"billing\".webhook_events";
    private static final String DELIVERIES = "\"billing\".webhook_deliveries";
    private static final String UNFINISHED_EVENTS =
            "select count(*) from " + EVENTS + " where state in ('RECEIVED', 'PROCESSING', 'DEFERRED', 'FAILED')";
    private static final String UNFINISHED_DELIVERIES =
            "select count(*) from " + DELIVERIES + " where state in ('PENDING', 'RUNNING', 'FAILED')";

    abstract String series(int from, int to);

    abstract String newId();

    /** Makes the database ready to be measured after many rows came in. */
    abstract List<String> settle();

    String unfinishedEvents() {
        return UNFINISHED_EVENTS;
    }

    String unfinished() {
        return "select (" + UNFINISHED_EVENTS + ") + (" + UNFINISHED_DELIVERIES + ")";
    }

    /** The median and the 99th percentile, in milliseconds, of the events received in a span of time. */
    String untilApplied(Instant begin, Instant end) {
        return quantiles(EVENTS, "PROCESSED", begin, end);
    }

    String untilDelivered(Instant begin, Instant end) {
        return quantiles(DELIVERIES, "DELIVERED", begin, end);
    }

    private static String quantiles(String table, String state, Instant begin, Instant end) {
        String took = "extract(epoch from (state_since - received_at)) * 1000";
        return "select percentile_disc(0.5) within group (order by " + took + "), percentile_disc(0.99) within group"
                + " (order by " + took + ") from " + table + " where state = '" + state + "' and id >= '" + idAt(begin)
                + "' and id < '" + idAt(end) + "'";
    }

    /** Ids begin with the time at which they were made. */
    private static UUID idAt(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }

    /** Statements that fill inbox, deliveries and ledger as so many processed events leave them. */
    List<String> fill(int rows) {
        List<String> script = new ArrayList<>();
        for (int from = 1; from <= rows; from += CHUNK) {
            String series = series(from, Math.min(rows, from + CHUNK - 1));
            script.add("insert into " + EVENTS + " (id, account, livemode, event_id, endpoint, event_type, object_type,"
                    + " object_id, api_version, created_at, received_at, state, state_since, attempts, wake_at, body)"
                    + " select " + newId() + ", account, livemode, 'evt_old' || g.x, endpoint, event_type, object_type,"
                    + " 'old' || g.x, api_version, created_at, received_at, 'PROCESSED', state_since, 1, wake_at, body"
                    + " from (select * from " + EVENTS + " where event_id like 'evt_0%' limit 1) e, " + series);
            script.add("insert into " + DELIVERIES + " (id, event_row, handler, account, livemode, object_type,"
                    + " object_id, created_at, received_at, state, state_since, attempts, wake_at)"
                    + " select " + newId() + ", " + newId() + ", handler, account, livemode, object_type, 'old' || g.x,"
                    + " created_at, received_at, 'DELIVERED', state_since, 1, wake_at"
                    + " from (select * from " + DELIVERIES + " limit 1) d, " + series);
            script.add("insert into \"billing\".ledger_facts (id, fact_type, schema_version, account, livemode,"
                    + " subject_type, subject_id, actor_type, actor_id, cause_type, cause_id, detail, occurred_at,"
                    + " recorded_at) select " + newId()
                    + ", fact_type, schema_version, account, livemode, subject_type,"
                    + " 'old' || g.x, actor_type, actor_id, cause_type, cause_id, detail, occurred_at, recorded_at"
                    + " from (select * from \"billing\".ledger_facts limit 1) f, " + series);
        }
        return script;
    }
}
