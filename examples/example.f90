! example.f90 - what the Fortran examples share: errors, texts to and from C, tables as CSV.
module example
  use msbat
  use, intrinsic :: ieee_arithmetic, only: ieee_is_finite, ieee_is_nan
  implicit none
  integer, parameter :: i8 = c_int64_t, dp = c_double
  type(c_ptr), save :: ctx = c_null_ptr
  character(:), allocatable :: data, out ! folders of the input and of the CSV files

  interface ! of the C library
    function strlen(text) bind(c) result(length)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: text
      integer(c_size_t) :: length
    end function
  end interface

contains

  ! Ends the program when a call failed, with the library's own account of it.
  subroutine try(status)
    integer(c_int), intent(in) :: status
    character(512) :: why
    if (status == MSBAT_OK .or. status == MSBAT_NO_PATH) return
    why = c_null_char
    if (msbat_context_get_message(ctx, len(why, kind=c_size_t), why) /= MSBAT_OK) why = c_null_char
    print '(3a)', fortran(msbat_status_text(status)), ': ', why(:index(why, c_null_char) - 1)
    error stop
  end subroutine

  ! A text as C takes it.
  pure function c(text)
    character(*), intent(in) :: text
    character(len(text) + 1, kind=c_char) :: c
    c = text // c_null_char
  end function

  ! A copy of a text of the library.
  function fortran(text)
    type(c_ptr), intent(in) :: text
    character(:), allocatable :: fortran
    character(kind=c_char), pointer :: characters(:)
    integer :: i
    call c_f_pointer(text, characters, [strlen(text)])
    allocate (character(size(characters)) :: fortran)
    do i = 1, size(characters)
      fortran(i:i) = characters(i)
    end do
  end function

  ! A number as the shortest text that reads back as the same bits.
  function number(value) result(text)
    real(dp), intent(in) :: value
    character(:), allocatable :: text
    character(32) :: written
    if (ieee_is_nan(value)) then
      text = 'nan'
    else if (.not. ieee_is_finite(value)) then
      text = 'inf'
      if (value < 0) text = '-inf'
    else
      call try(msbat_number_write(value, len(written, kind=c_size_t), written))
      text = written(:index(written, c_null_char) - 1)
    end if
  end function

  ! The numbers of a row, with commas between.
  function row(values) result(text)
    real(dp), intent(in) :: values(:)
    character(:), allocatable :: text
    integer :: i
    text = number(values(1))
    do i = 2, size(values)
      text = text // ',' // number(values(i))
    end do
  end function

  function open_csv(name, header) result(unit)
    character(*), intent(in) :: name, header
    integer :: unit
    open (newunit=unit, file=out // '/' // name, action='write', status='replace')
    write (unit, '(a)') header
  end function

  ! A table; the header names the columns with their units.
  subroutine write_csv(name, header, columns)
    character(*), intent(in) :: name, header
    real(dp), intent(in) :: columns(:, :)
    integer :: unit, i
    unit = open_csv(name, header)
    do i = 1, size(columns, 1)
      write (unit, '(a)') row(columns(i, :))
    end do
    close (unit)
  end subroutine

end module example
