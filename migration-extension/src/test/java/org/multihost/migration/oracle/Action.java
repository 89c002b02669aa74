package org.multihost.migration.oracle;

/** What happens at a point. */
enum Action {
  ASSERTION(Effect.FAILS),
  EXCEPTION(Effect.FAILS),
  ERROR(Effect.FAILS),
  INTERRUPTED(Effect.FAILS),
  ABORT(Effect.ABORTS),
  /** Only where a condition is evaluated. */
  DISABLE(Effect.ABORTS),
  SLOW(Effect.NONE),
  SELF_INTERRUPT(Effect.UNCLEAR),
  /** The process of a machine here ends, as by SIGKILL. */
  VM_DIES(Effect.FAILS),
  /** The kernel of a guest here panics. */
  VM_PANICS(Effect.FAILS),
  /** The process of a machine here stops answering. */
  VM_FREEZES(Effect.FAILS),
  /** The migration that begins now ends otherwise than it should. */
  MIGRATION_GOES_WRONG(Effect.FAILS),
  /** The host's process ends, by System.exit or by a signal. */
  LOST(Effect.LOSES);

  /** What it does to the verdict, where nobody catches it. */
  enum Effect {
    FAILS,
    ABORTS,
    NONE,
    UNCLEAR,
    LOSES
  }

  private final Effect effect;

  Action(Effect effect) {
    this.effect = effect;
  }

  boolean isOfVm() {
    return this == MIGRATION_GOES_WRONG
        || this == VM_DIES
        || this == VM_PANICS
        || this == VM_FREEZES;
  }

  Effect effect() {
    return effect;
  }
}
