package org.multihost.migration.internal.rendezvous.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** A change of the run's state that a process requests; it is sent as JSON. */
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
  @JsonSubTypes.Type(Command.FailAfter.class),
  @JsonSubTypes.Type(Command.Excuse.class),
  @JsonSubTypes.Type(Command.StayOut.class),
  @JsonSubTypes.Type(Command.LeaveClass.class),
  @JsonSubTypes.Type(Command.Close.class),
  @JsonSubTypes.Type(Command.Doing.class)
})
public sealed interface Command {

  /** Applies this command to the state. */
  Reply applyTo(Change change);

  /** The request of a process to join the run as a host. */
  record Join(String host, String session) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).join(this);
    }
  }

  /** The regular departure of a host. */
  record Leave(String host, String session) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).leave(this);
    }
  }

  /** The loss of a host: its process has ended, or its heartbeats have stopped. */
  record Lose(String session, String reason) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).lose(this);
    }
  }

  /** The replacement of a lost host by another process. */
  record Replace(String host, String reason) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).replace(this);
    }
  }

  /** A host's arrival at the start of a class. */
  record EnterClass(String host, String ticket, String name, List<String> hosts, String plan)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Entries(change).enterClass(this);
    }
  }

  /** A host's arrival at the start of a test. */
  record EnterTest(String host, String ticket, String parent, String name, String plan)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Entries(change).enterTest(this);
    }
  }

  /** A host's arrival at a barrier. */
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
   * A host's arrival at an end of a test or class.
   *
   * @param name the end: a class has one after its tests, one after its clean-up and one when JUnit
   *     has closed it; a test has one after its method and one after its clean-up
   * @param last whether the host does nothing more in that scope
   */
  record Finish(String host, String ticket, String scope, String name, boolean last)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Barriers(change).finish(this);
    }
  }

  /**
   * The timeout of a host's wait at a barrier or for a value; the state decides which came first.
   *
   * @param stepMillis the longest time, in milliseconds, between two steps of a missing host that
   *     is still in another class
   */
  record Expire(
      String host,
      String scope,
      String barrier,
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
   * The start of a host's wait for a value that it has not found.
   *
   * @param lane the lane of the waiting thread; {@link Barrier#OF_TEST} or {@link Barrier#BESIDE}
   *     for a value of the test's own
   */
  record AwaitValue(String host, String ticket, String scope, String lane, String name)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Values(change).await(this);
    }
  }

  /**
   * The report of a waiting host that it has looked for the value since the doubt arose, and has
   * not found it.
   */
  record ConfirmAbsence(String barrier, long doubt) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Values(change).confirm(this);
    }
  }

  /** The end of a host's wait for a value. */
  record EndAwait(String host, String barrier) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Values(change).end(this);
    }
  }

  /** The start of a lane that threads of a host serve beside its own thread. */
  record OpenLane(String host, String scope, String lane) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Lanes(change).open(this);
    }
  }

  /** The end of the threads of a host that served a lane. */
  record CloseLane(String host, String scope, String lane) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Lanes(change).close(this);
    }
  }

  /** The failure or abort of a host. */
  record Fail(String host, String scope, String doing, ThrowableRecord thrown) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Reports(change).fail(this);
    }
  }

  /** The failure of a host in a test of that class that is over. */
  record FailAfter(String host, String scope, String test, String doing, ThrowableRecord thrown)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Reports(change).failAfter(this);
    }
  }

  /**
   * The report of a host that another extension has turned the test's failure into an abort there.
   */
  record Excuse(String host, String scope, ThrowableRecord abort) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Reports(change).excuse(this);
    }
  }

  /**
   * The report of a host that it does not enter a class, or a test or container of it, because it
   * skips it or failed before.
   *
   * @param type the unique id of the class
   * @param hosts the hosts of the class
   * @param name the unique id of what is not entered, possibly the class itself
   */
  record StayOut(String host, String type, List<String> hosts, String name, Failure why)
      implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Reports(change).stayOut(this);
    }
  }

  /** The departure of a host from a class; the host does not request its result any more. */
  record LeaveClass(String host, String scope) implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Entries(change).leaveClass(this);
    }
  }

  /**
   * The end of the run: the coordinator ends when the hosts have left, and accepts no more hosts.
   */
  record Close() implements Command {
    @Override
    public Reply applyTo(Change change) {
      return new Presences(change).close();
    }
  }

  /** The current activity of a host. */
  record Doing(String host, String what) implements Command {
    @Override
    public Reply applyTo(Change change) {
      change.see(host, what);
      return new Reply.Done();
    }
  }
}
