package org.multihost.migration.internal.rendezvous;

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
  @JsonSubTypes.Type(Command.ExpireValue.class),
  @JsonSubTypes.Type(Command.OpenLane.class),
  @JsonSubTypes.Type(Command.Fail.class),
  @JsonSubTypes.Type(Command.Skip.class),
  @JsonSubTypes.Type(Command.Doing.class)
})
sealed interface Command {

  /** Makes the change. */
  Reply applyTo(Transition transition);

  /** A process says which host it is. */
  record Join(String host, String session) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.join(this);
    }
  }

  /** A host leaves in peace. */
  record Leave(String host, String session) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.leave(this);
    }
  }

  /** A host's process is gone, or silent. */
  record Lose(String session, String reason) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.lose(this);
    }
  }

  /** Another process is going to be the host whose own was lost. */
  record Replace(String host, String reason) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.replace(this);
    }
  }

  /** A host is at a class's start. */
  record EnterClass(String host, String ticket, String name, List<String> hosts, String plan)
      implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.enterClass(this);
    }
  }

  /** A host is at a test's start. */
  record EnterTest(String host, String ticket, String parent, String name) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.enterTest(this);
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
    public Reply applyTo(Transition transition) {
      return transition.arrive(this);
    }
  }

  /** A host is at a test's end. */
  record Finish(String host, String ticket, String scope) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.finish(this);
    }
  }

  /** A host's time at a barrier is over; the state decides whether the barrier came first. */
  record Expire(
      String host, String scope, String gathering, long waitedMillis, ThrowableRecord thrown)
      implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.expire(this);
    }
  }

  /** A host's time for a handed-over value is over. */
  record ExpireValue(
      String host,
      String scope,
      String lane,
      String name,
      long waitedMillis,
      ThrowableRecord thrown)
      implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.expireValue(this);
    }
  }

  /** A background thread of a host serves a lane from now on. */
  record OpenLane(String host, String scope, String lane) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.openLane(this);
    }
  }

  /** A host has failed or aborted. */
  record Fail(String host, String scope, String doing, ThrowableRecord thrown) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.fail(this);
    }
  }

  /** A host skips a class or a test. */
  record Skip(String host, String name, String reason) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.skip(this);
    }
  }

  /** What a host does now. */
  record Doing(String host, String what) implements Command {
    @Override
    public Reply applyTo(Transition transition) {
      return transition.doing(this);
    }
  }
}
