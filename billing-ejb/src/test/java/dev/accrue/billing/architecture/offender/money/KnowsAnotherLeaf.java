package dev.accrue.billing.architecture.offender.money;

import dev.accrue.billing.account.Account;

public record KnowsAnotherLeaf(Account account) {}
