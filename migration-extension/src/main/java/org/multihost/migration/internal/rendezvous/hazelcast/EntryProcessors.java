package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map.Entry;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.RunState;

/**
 * The two kinds of changes that clients execute on the member, each made from one text. The member
 * executes no others.
 */
final class EntryProcessors implements DataSerializableFactory {

  static final int FACTORY = 7101;

  private static final int CHANGE_STATE = 1;
  private static final int PUT_ONCE = 2;

  @Override
  public IdentifiedDataSerializable create(int type) {
    return switch (type) {
      case CHANGE_STATE -> new ChangeState("");
      case PUT_ONCE -> new PutOnce("");
      default -> throw new IllegalArgumentException("No type [" + type + "]");
    };
  }

  /** The application of a command to the run's state. */
  static final class ChangeState
      implements EntryProcessor<String, String, String>, IdentifiedDataSerializable {

    private String command;

    ChangeState(String command) {
      this.command = command;
    }

    @Override
    public String process(Entry<String, String> entry) {
      RunState before = Wire.read(entry.getValue(), RunState.class);
      long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      RunState.Step step = before.apply(Wire.read(command, Command.class), now);
      entry.setValue(Wire.write(step.state()));
      return Wire.write(step.reply());
    }

    @Override
    public @Nullable EntryProcessor<String, String, String> getBackupProcessor() {
      return null;
    }

    @Override
    public int getFactoryId() {
      return FACTORY;
    }

    @Override
    public int getClassId() {
      return CHANGE_STATE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
      out.writeString(command);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
      command = String.valueOf(in.readString());
    }
  }

  /** The storing of a value, if the key has none; returns whether it was stored. */
  static final class PutOnce
      implements EntryProcessor<String, String, Boolean>, IdentifiedDataSerializable {

    private String value;

    PutOnce(String value) {
      this.value = value;
    }

    @Override
    public Boolean process(Entry<String, String> entry) {
      if (entry.getValue() != null) {
        return false;
      }
      entry.setValue(value);
      return true;
    }

    @Override
    public @Nullable EntryProcessor<String, String, Boolean> getBackupProcessor() {
      return null;
    }

    @Override
    public int getFactoryId() {
      return FACTORY;
    }

    @Override
    public int getClassId() {
      return PUT_ONCE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
      out.writeString(value);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
      value = String.valueOf(in.readString());
    }
  }
}
