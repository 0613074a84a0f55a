package dev.accrue.shop;

import dev.accrue.billing.BillingException;
import dev.accrue.billing.Declined;
import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.SubjectBusyException;
import dev.accrue.billing.invoice.InvoiceNotOpenException;
import dev.accrue.billing.subscription.ChangeNotAllowedException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;

/** What went otherwise than a customer wanted, in words for them. */
final class Sentences {

    private Sentences() {}

    static void say(String sentence) {
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, sentence, null));
    }

    static String of(Declined<?> declined) {
        String reason = declined.declineCode().isEmpty() ? declined.code() : declined.declineCode();
        return "The card was declined (" + reason.replace('_', ' ') + "). Choose another one.";
    }

    /** A refusal of the module that a customer may meet; everything else is a fault and stays one. */
    static String of(BillingException refusal) {
        if (isOpen(refusal)) {
            return "We are still waiting for an answer. Press the button again in a moment; it happens only once.";
        }
        if (refusal instanceof SubjectBusyException) {
            return "Something else is being changed at this moment. Press the button again.";
        }
        if (refusal instanceof ChangeNotAllowedException || refusal instanceof InvoiceNotOpenException) {
            return "That is no longer possible. This page shows how things are now.";
        }
        if (refusal instanceof OperationConflictException) {
            return "This form was sent before with other answers. Look at your account before you try again.";
        }
        if (refusal instanceof RequestRefusedException) {
            return "That was refused, and nothing has changed.";
        }
        throw refusal;
    }

    /** Nobody knows yet what came of it, so it has to keep its operation's id. */
    static boolean isOpen(BillingException refusal) {
        return refusal instanceof OperationInProgressException || refusal instanceof OutcomePendingException;
    }
}
