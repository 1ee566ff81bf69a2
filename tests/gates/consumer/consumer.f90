! What a user's Fortran program looks like: the shipped msbat.f90 is part of the build.
program consumer
  use msbat
  implicit none
  type(c_ptr) :: ctx = c_null_ptr, phase = c_null_ptr
  real(c_double) :: x(3) = [0.25d0, 0.5d0, 0.75d0], u(3)
  character(kind=c_char) :: why(200)
  integer :: i
  if (msbat_context_create(ctx) /= MSBAT_OK) stop 1
  if (msbat_phase_create_regular(ctx, 'LiFePO4' // c_null_char, 'Li' // c_null_char, -3.43d0, 0d0, 0.115d0, 0d0, &
      phase) /= MSBAT_OK) stop 2
  if (msbat_phase_get_voltage(phase, 298.15d0, 3_c_int64_t, x, u) /= MSBAT_OK) stop 3
  if (abs(u(2) - 3.43d0) > 1d-12) stop 4
  x(1) = -1d0
  if (msbat_phase_get_voltage(phase, 298.15d0, 3_c_int64_t, x, u) /= MSBAT_ERR_RANGE) stop 5
  if (msbat_context_get_message(ctx, 200_c_size_t, why) /= MSBAT_OK) stop 6
  print '(200a)', (why(i), i = 1, index(transfer(why, repeat(' ', 200)), c_null_char) - 1)
  call msbat_phase_destroy(phase)
  call msbat_context_destroy(ctx)
  if (c_associated(ctx)) stop 7
end program
