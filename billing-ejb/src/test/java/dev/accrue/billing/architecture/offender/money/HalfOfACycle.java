package dev.accrue.billing.architecture.offender.money;

import dev.accrue.billing.architecture.offender.json.OtherHalfOfACycle;

public class HalfOfACycle {
    OtherHalfOfACycle other = new OtherHalfOfACycle();
}
