package dev.accrue.billing.architecture.offender.json;

import dev.accrue.billing.architecture.offender.money.HalfOfACycle;

public class OtherHalfOfACycle {
    HalfOfACycle other = new HalfOfACycle();
}
