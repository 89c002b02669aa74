package org.multihost.migration.internal.rendezvous.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The state's reply to a command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "reply")
@JsonSubTypes({
  @JsonSubTypes.Type(Reply.Done.class),
  @JsonSubTypes.Type(Reply.Arrived.class),
  @JsonSubTypes.Type(Reply.Broken.class),
  @JsonSubTypes.Type(Reply.Refused.class),
  @JsonSubTypes.Type(Reply.TimedOut.class),
  @JsonSubTypes.Type(Reply.Extended.class),
  @JsonSubTypes.Type(Reply.RunEnding.class)
})
public sealed interface Reply {

  /**
   * The command was applied. For the timeout of a wait: the state had ended the wait before, and
   * says how.
   */
  record Done() implements Reply {}

  /**
   * The host waits at a barrier, or for a value.
   *
   * @param revision the state's revision after the command
   * @param scope the id of the scope entered, or of the barrier's scope
   * @param barrier the id of the barrier
   */
  record Arrived(long revision, String scope, String barrier) implements Reply {

    static Arrived at(Barrier place) {
      return new Arrived(0, place.scope(), place.id());
    }

    static Arrived again(HostState.Arrival at) {
      return new Arrived(0, at.scope(), at.barrier());
    }

    @Override
    public Arrived at(long newRevision) {
      return new Arrived(newRevision, scope, barrier);
    }
  }

  /**
   * The scope is broken.
   *
   * @param failure the failure that has broken it
   */
  record Broken(Failure failure) implements Reply {}

  /**
   * The command was not in order.
   *
   * @param why the reason, as a sentence
   */
  record Refused(String why) implements Reply {}

  /**
   * The wait has timed out.
   *
   * @param message the failure's message
   */
  record TimedOut(String message) implements Reply {}

  /**
   * The wait goes on.
   *
   * @param moreMillis how much longer, in milliseconds; more than 0
   */
  record Extended(long moreMillis) implements Reply {}

  /**
   * This run is ending, and another one may follow.
   *
   * @param why the reason, as a sentence
   */
  record RunEnding(String why) implements Reply {}

  /** Returns the reply with the state's revision after the command, where a host needs it. */
  default Reply at(long newRevision) {
    return this;
  }
}
