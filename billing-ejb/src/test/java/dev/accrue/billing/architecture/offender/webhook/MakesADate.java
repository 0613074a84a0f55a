package dev.accrue.billing.architecture.offender.webhook;

import java.util.Date;

public class MakesADate {
    Date date = new Date();
}
