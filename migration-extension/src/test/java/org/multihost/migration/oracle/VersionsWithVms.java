package org.multihost.migration.oracle;

import java.util.List;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;

/** The test classes with machines, as {@link Versions}. */
final class VersionsWithVms {

  static final List<Class<?>> ONE = List.of(OneOn1.class, OneOn2.class, OneOn3.class, OneOn4.class);

  static final List<Class<?>> TWO = List.of(TwoOn1.class, TwoOn2.class, TwoOn3.class, TwoOn4.class);

  static final List<Class<?>> THREE =
      List.of(ThreeOn1.class, ThreeOn2.class, ThreeOn3.class, ThreeOn4.class);

  private VersionsWithVms() {}

  @On1
  @MigrateVm(name = "vm1", login = Login.NONE)
  static final class OneOn1 extends Migrating {}

  @On2
  @MigrateVm(name = "vm1", login = Login.NONE)
  static final class OneOn2 extends Migrating {}

  @On3
  @MigrateVm(name = "vm1", login = Login.NONE)
  static final class OneOn3 extends Migrating {}

  @On4
  @MigrateVm(name = "vm1", login = Login.NONE)
  static final class OneOn4 extends Migrating {}

  @On1
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  static final class TwoOn1 extends Migrating {}

  @On2
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  static final class TwoOn2 extends Migrating {}

  @On3
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  static final class TwoOn3 extends Migrating {}

  @On4
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  static final class TwoOn4 extends Migrating {}

  @On1
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  @MigrateVm(name = "vm3", login = Login.NONE)
  static final class ThreeOn1 extends Migrating {}

  @On2
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  @MigrateVm(name = "vm3", login = Login.NONE)
  static final class ThreeOn2 extends Migrating {}

  @On3
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  @MigrateVm(name = "vm3", login = Login.NONE)
  static final class ThreeOn3 extends Migrating {}

  @On4
  @MigrateVm(name = "vm1", login = Login.NONE)
  @MigrateVm(name = "vm2", login = Login.NONE)
  @MigrateVm(name = "vm3", login = Login.NONE)
  static final class ThreeOn4 extends Migrating {}
}
