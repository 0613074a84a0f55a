package dev.accrue.billing.architecture.offender.webhook;

import jakarta.ejb.TimerService;

public record HasATimer(TimerService timers) {}
