Attribute VB_Name = "CellValues"
Option Explicit
Option Private Module

' Asks Python for one worksheet function. Functions change nothing, so one is asked again where Python was gone.
Public Function Computed(ByVal name As String, ByVal given As Variant) As Variant
    Dim again As Boolean
    On Error GoTo failed
ask:
    Computed = Answered(Server().CallUDF("arrears.functions.excel", name, given))
    Exit Function
failed:
    If IsGone(Err.Number) And Not again Then
        again = True
        Forget
        Resume ask
    End If
    KeepInLog name & ": " & Err.Description
    If name = "AR_EXPLAIN" Then Computed = Said("addin.function-failed") Else Computed = CVErr(xlErrValue)
End Function

' A parameter's value: of a range its values, read at once. Of a range in several pieces, as (A1:A9,C1:C9), Excel gives
' the first piece alone: Python is told how many there are, and says so.
Public Function Values(Optional ByVal given As Variant) As Variant
    If Not IsObject(given) Then
        Values = given
    ElseIf given.Areas.Count > 1 Then
        Values = ChrW$(&HE000) & given.Areas.Count
    Else
        Values = InUse(given).Value2
    End If
End Function

' A range that reaches to the sheet's last row or column is cut to what is in use, so that a whole column costs what it
' holds; columns side by side stay equally long by that. Any other range stays as it is.
Public Function InUse(ByVal given As Object) As Object
    Dim sheet As Object, used As Object
    Set sheet = given.Worksheet
    Set used = sheet.UsedRange
    Set InUse = given
    If given.Row + given.Rows.Count > sheet.Rows.Count Then Set InUse = Cut(InUse, used.EntireRow)
    If given.Column + given.Columns.Count > sheet.Columns.Count Then Set InUse = Cut(InUse, used.EntireColumn)
End Function

Private Function Cut(ByVal given As Object, ByVal used As Object) As Object
    Set Cut = Application.Intersect(given, used)
    If Cut Is Nothing Then Set Cut = given.Cells(1, 1)
End Function

' The calling cell; blank where a macro calls.
Public Function Here() As String
    If TypeName(Application.Caller) = "Range" Then Here = Place(Application.Caller)
End Function

' Where a cell is, line by line: workbook, sheet, address, where its days count from, its reader's language.
Public Function Place(Optional ByVal given As Variant) As Variant
    Dim book As Object
    If Not IsObject(given) Then
        Place = given
        Exit Function
    End If
    Set book = given.Worksheet.Parent
    Place = book.FullName & vbLf & given.Worksheet.Name & vbLf & given.Cells(1, 1).Address & vbLf & _
        IIf(book.Date1904, "1904", "1900") & vbLf & Language()
End Function

' An answer as a cell takes it: what begins with the mark is the number of an error.
Private Function Answered(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long
    If Not IsArray(answer) Then
        Answered = CellOf(answer)
        Exit Function
    End If
    If Dimensions(answer) = 1 Then
        For column = LBound(answer) To UBound(answer)
            answer(column) = CellOf(answer(column))
        Next column
    Else
        For row = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(row, column) = CellOf(answer(row, column))
            Next column
        Next row
    End If
    Answered = answer
End Function

Private Function CellOf(ByVal answer As Variant) As Variant
    CellOf = answer
    If VarType(answer) <> vbString Then Exit Function
    If Left$(answer, 1) = ChrW$(&HE000) Then CellOf = CVErr(CLng(Mid$(answer, 2)))
End Function

Private Function Dimensions(ByRef answer As Variant) As Long
    Dim bound As Long
    Dimensions = 1
    On Error Resume Next
    bound = UBound(answer, 2)
    If Err.Number = 0 Then Dimensions = 2
    On Error GoTo 0
End Function
