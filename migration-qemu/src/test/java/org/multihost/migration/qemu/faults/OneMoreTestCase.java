package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** A test with two invocations, and one more on the host of its cell. */
@MultihostMigration(hosts = {"source", "destination", "witness"})
@MigrateVm(name = "vm1", memory = "128 MiB")
class OneMoreTestCase {

  @TestTemplate
  @ExtendWith(Invocations.class)
  void meets(Rendezvous rendezvous) throws IOException {
    FaultSite.note();
    rendezvous.barrier("met");
  }

  private static final class Invocation implements TestTemplateInvocationContext {}

  /** The invocations of this host. */
  static final class Invocations implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
      return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
        ExtensionContext context) {
      boolean more = FaultSite.self().equals(FaultCell.of(context).host());
      return Stream.<TestTemplateInvocationContext>generate(Invocation::new).limit(more ? 3 : 2);
    }
  }
}
