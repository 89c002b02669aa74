package org.multihost.migration.internal.rendezvous.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** A change that a process asks of the run's state; it travels as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(Command.Join.class),
  @JsonSubTypes.Type(Command.Leave.class),
  @JsonSubTypes.Type(Command.Lose.class),
  @JsonSubTypes.Type(Command.Replace.class),
  @JsonSubTypes.Type(Command.EnterClass.class),
  @JsonSubTypes.Type(Command.EnterTest.class),
  @JsonSubTypes.Type(Command.Arrive.class),
  @JsonSubTypes.Type(Command.Finish.class),
  @JsonSubTypes.Type(Command.Expire.class),
  @JsonSubTypes.Type(Command.AwaitValue.class),
  @JsonSubTypes.Type(Command.ConfirmAbsence.class),
  @JsonSubTypes.Type(Command.EndAwait.class),
  @JsonSubTypes.Type(Command.OpenLane.class),
  @JsonSubTypes.Type(Command.CloseLane.class),
  @JsonSubTypes.Type(Command.Fail.class),
  @JsonSubTypes.Type(Command.StayOut.class),
  @JsonSubTypes.Type(Command.LeaveClass.class),
  @JsonSubTypes.Type(Command.Close.class),
  @JsonSubTypes.Type(Command.Doing.class)
})
public sealed interface Command {

  /** Makes the change. */
  Reply applyTo(Change change);

  /** A process says which host it is. */
  record Join(String host, String session) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).join(this);
    }
  }

  /** A host leaves in peace. */
  record Leave(String host, String session) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).leave(this);
    }
  }

  /** A host's process is gone, or silent. */
  record Lose(String session, String reason) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).lose(this);
    }
  }

  /** Another process is going to be the host whose own was lost. */
  record Replace(String host, String reason) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).replace(this);
    }
  }

  /** A host is at a class's start. */
  record EnterClass(String host, String ticket, String name, List<String> hosts, String plan)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Entries(change).enterClass(this);
    }
  }

  /** A host is at a test's start. */
  record EnterTest(String host, String ticket, String parent, String name, String plan)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Entries(change).enterTest(this);
    }
  }

  /** A host is at a barrier. */
  record Arrive(
      String host,
      String ticket,
      String scope,
      String lane,
      String name,
      String plan,
      List<String> hosts)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Barriers(change).arrive(this);
    }
  }

  /**
   * A host is at an end of a test or class.
   *
   * @param name which end: a class has one of its tests, a test one of its methods, and both one of
   *     their clean-up
   * @param last whether the host does nothing more there
   */
  record Finish(String host, String ticket, String scope, String name, boolean last)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Barriers(change).finish(this);
    }
  }

  /**
   * A host's time at a barrier, or for a value, is over; the state decides what came first.
   *
   * @param stepMillis how long a host that is missing, and still in another class, may take from
   *     one step to the next
   */
  record Expire(
      String host,
      String scope,
      String gathering,
      long waitedMillis,
      long stepMillis,
      ThrowableRecord thrown)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Barriers(change).expire(this);
    }
  }

  /**
   * A host waits for a value that it has not found.
   *
   * @param lane whose thread waits; {@link Barrier#OF_TEST} or {@link Barrier#BESIDE} for a value
   *     of the test's own
   */
  record AwaitValue(String host, String ticket, String scope, String lane, String name)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Values(change).await(this);
    }
  }

  /** A host that waits for a value has looked for it since the doubt arose, and not found it. */
  record ConfirmAbsence(String gathering, long doubt) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Values(change).confirm(this);
    }
  }

  /** A host no longer waits for a value. */
  record EndAwait(String host, String gathering) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Values(change).end(this);
    }
  }

  /** Threads of a host beside its own serve a lane from now on. */
  record OpenLane(String host, String scope, String lane) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Barriers(change).openLane(this);
    }
  }

  /** The threads of a host that served a lane have ended. */
  record CloseLane(String host, String scope, String lane) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Barriers(change).closeLane(this);
    }
  }

  /** A host has failed or aborted. */
  record Fail(String host, String scope, String doing, ThrowableRecord thrown) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Barriers(change).fail(this);
    }
  }

  /**
   * A host does not enter a class, or a test or container of it: it skips it, or failed before.
   *
   * @param type the unique id of the class
   * @param hosts those that take part in it
   * @param name the unique id of what is not entered, the class itself perhaps
   */
  record StayOut(String host, String type, List<String> hosts, String name, Failure why)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Entries(change).stayOut(this);
    }
  }

  /** A host has left a class, and knows how it ended. */
  record LeaveClass(String host, String scope) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Entries(change).leaveClass(this);
    }
  }

  /** The coordinator ends when the hosts have left, and takes no more. */
  record Close() implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).close();
    }
  }

  /** What a host does now. */
  record Doing(String host, String what) implements Command {
    @Override
    public Reply applyTo(Change change) {
      change.see(host, what);
      return Reply.DONE;
    }
  }
}
