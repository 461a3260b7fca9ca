Attribute VB_Name = "ExcelSettings"
Option Explicit
Option Private Module

' How Excel is set while a command runs. Python puts back what it changes itself; what is kept here is for a Python that
' was ended in the middle.
Private events As Boolean
Private calculation As Variant

' Python asks between two steps whether Esc was pressed; VBA would stop anywhere and show its code. Without alerts Excel
' does not say again and again that it waits for another program. Without a workbook there is no calculation to keep.
Public Sub HoldExcel()
    calculation = Empty
    events = Application.EnableEvents
    On Error Resume Next
    Application.EnableCancelKey = xlDisabled
    Application.DisplayAlerts = False
    calculation = Application.Calculation
End Sub

Public Sub ReleaseExcel()
    On Error Resume Next
    Application.DisplayAlerts = True
    Application.EnableCancelKey = xlInterrupt
End Sub

Public Sub RestoreExcel()
    On Error Resume Next
    Application.StatusBar = False
    Application.ScreenUpdating = True
    Application.EnableEvents = events
    If Not IsEmpty(calculation) Then Application.Calculation = calculation
    ReleaseExcel
End Sub
