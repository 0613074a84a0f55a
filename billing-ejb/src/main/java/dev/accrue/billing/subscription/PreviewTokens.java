package dev.accrue.billing.subscription;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** What a preview hands out, so that what it showed can be done: whom it is for, what it says, and until when. */
@Dependent
class PreviewTokens {

    private final Seal seal;
    private final SystemClock clock;

    @Inject
    PreviewTokens(Seal seal, SystemClock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    Instant expiry() {
        return clock.now().plus(Previews.GOOD_FOR);
    }

    Preview preview(
            PreviewTicket ticket,
            Optional<String> subscriptionId,
            PreviewedInvoice invoice,
            Optional<PreviewedInvoice> renewal,
            Instant prorationDate) {
        return new Preview(
                ticket.kind(),
                subscriptionId,
                invoice,
                ticket.dueAtOnce(),
                renewal,
                prorationDate,
                ticket.expiresAt(),
                seal.seal(ticket.json()));
    }

    /** What the token says, if it is one of ours and for this subject. */
    PreviewTicket open(String token, Account account, String subject) {
        return seal.open(token)
                .map(PreviewTicket::of)
                .filter(ticket -> ticket.account().equals(account))
                .filter(ticket -> ticket.subject().equals(subject))
                .orElseThrow(InvalidPreviewException::new);
    }

    void requireFresh(PreviewTicket ticket) {
        if (clock.now().isAfter(ticket.expiresAt())) {
            throw new ExpiredPreviewException();
        }
    }

    /** Tells previews apart: the token's signature. */
    static String nameOf(String token) {
        return "preview-" + token.substring(token.indexOf('.') + 1);
    }
}
