package org.multihost.migration.qemu.guest.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.guest.builtin.Register.R8;
import static org.multihost.migration.qemu.guest.builtin.Register.R9;
import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RDI;
import static org.multihost.migration.qemu.guest.builtin.Register.RSP;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.multihost.migration.qemu.guest.builtin.Assembler.Condition;

class GuestProgramTests {

  private static final String FIELDS =
      "report pages=000000000000fbe0 share=0000000000001000 pass=0000000000000002"
          + " next=0000000000000001 written=0000000000000003 checked=0000000000000004"
          + " wrong=0000000000000005 beats=0000000000000006 seed=ffffffffffffffff";

  private static String code(Consumer<Assembler> program) {
    CodeBuffer code = new CodeBuffer(0x1000);
    program.accept(new Assembler(code));
    return HexFormat.of().formatHex(code.assemble());
  }

  /** The bytes are those that GNU's assembler gives. */
  @Test
  void instructionsAreEncodedAsOthersDo() {
    assertThat(code(asm -> asm.mov(R8, 10))).isEqualTo("41b80a000000");
    assertThat(code(asm -> asm.mov(RAX, 4L << 30))).isEqualTo("48b80000000001000000");
    assertThat(code(asm -> asm.mov(R9, RDI))).isEqualTo("4989f9");
    assertThat(code(asm -> asm.load(R8, RSP, 8))).isEqualTo("4c8b842408000000");
    assertThat(code(asm -> asm.store(0x12_0090, RAX))).isEqualTo("4889042590001200");
    assertThat(code(asm -> asm.imul(RAX, R8))).isEqualTo("490fafc0");
    assertThat(code(asm -> asm.cmp(R9, 3))).isEqualTo("4981f903000000");
    assertThat(code(asm -> asm.shl(RDI, 12))).isEqualTo("48c1e70c");
  }

  @Test
  void jumpsGoForwardAndBack() {
    String loop =
        code(
            asm -> {
              Label end = new Label();
              Label begin = asm.here();
              asm.jump(Condition.EQUAL, end);
              asm.jump(begin);
              asm.bind(end);
            });

    assertThat(loop).isEqualTo("0f8405000000e9f5ffffff");
    assertThatThrownBy(() -> code(asm -> asm.jump(new Label())))
        .hasMessage("A jump leads to a label that is not bound");
  }

  @Test
  void theProgramIsTheSameEachTimeItIsAssembled() {
    byte[] file = PvhElf.of(GuestProgram.assemble());

    assertThat(PvhElf.of(GuestProgram.assemble())).isEqualTo(file);
    assertThat(file).hasSizeBetween(GuestLayout.PAGE, 64 * 1024).startsWith(0x7F, 'E', 'L', 'F');
  }

  @Test
  void aReportIsReadWholeOrNotAtAll() {
    assertThat(GuestReport.parse(FIELDS + "\r"))
        .contains(new GuestReport(0xfbe0L << 12, 1L << 24, 2, 3, 4, 5, 6, -1));
    assertThat(GuestReport.parse(FIELDS.substring(0, FIELDS.length() - 1))).isEmpty();
    assertThat(GuestReport.parse(FIELDS.substring(20))).isEmpty();
  }
}
